using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>Importing in parts as a scheduler's tasks do it.</summary>
[Trait("Category", "end-to-end")]
public sealed class ImportInPartsTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Import_PartsOfAScheduler_MergeToTheCatalogueOfOneProcess()
    {
        foreach (int task in (int[])[0, 1])
        {
            using HonnanProcess process = HonnanProcess.StartOther(
                "/bin/sh", "-c", $"SLURM_ARRAY_TASK_ID={task} SLURM_ARRAY_TASK_COUNT=1 exec '{HonnanProcess.Program}' import '{run.Data}' -o '{_folder.At("parts")}' --shards 2");
            Assert.Contains($"shard-0000{task}-of-00002 in ", process.Wait().Done().Error, StringComparison.Ordinal);
        }

        JsonElement merged = HonnanProcess.Run("import", "--merge", _folder.At("parts"), "-o", _folder.At("merged"), "--json").Json();

        Assert.Equal(61, merged.GetProperty("pictures").GetInt32());
        Assert.Equal(File.ReadAllBytes(run.At("catalogue/catalogue.parquet")), File.ReadAllBytes(_folder.At("merged/catalogue.parquet")));
    }

    [Fact]
    public void Import_TasksOfAnArrayThatSaysOfHowMany_AreItsParts()
    {
        foreach (int task in (int[])[4, 5])
        {
            using HonnanProcess process = HonnanProcess.StartOther(
                "/bin/sh", "-c", $"SLURM_ARRAY_TASK_ID={task} SLURM_ARRAY_TASK_MIN=4 SLURM_ARRAY_TASK_COUNT=2 exec '{HonnanProcess.Program}' import '{run.Data}' -o '{_folder.At("parts")}'");
            process.Wait().Done();
        }

        HonnanProcess.Run("import", "--merge", _folder.At("parts"), "-o", _folder.At("merged")).Done();

        Assert.Equal(["shard-00000-of-00002", "shard-00001-of-00002"], Directory.GetDirectories(_folder.At("parts")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(run.At("catalogue/catalogue.parquet")), File.ReadAllBytes(_folder.At("merged/catalogue.parquet")));
    }

    [Fact]
    public void Import_InAnIndexedJobThatDoesNotSayOfHowMany_IsRefused()
    {
        using HonnanProcess process = HonnanProcess.StartOther(
            "/bin/sh", "-c", $"JOB_COMPLETION_INDEX=2 exec '{HonnanProcess.Program}' import '{run.Data}' -o '{_folder.At("parts")}'");

        Assert.Contains("JOB_COMPLETION_INDEX says that this is part 2, but nothing says of how many; give --shards N", process.Wait().Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--merge takes the folder of the parts alone", "data.json", "--merge", "parts")]
    [InlineData("--merge takes the folder of the parts alone", "--merge", "parts", "--shards", "2")]
    [InlineData("Required argument 'DATA.json' missing")]
    [InlineData("no folder 'nowhere'", "--merge", "nowhere")]
    public void Import_Mistake_IsOneLine(string told, params string[] arguments) =>
        Assert.Contains(told, HonnanProcess.Run(["import", .. arguments, "-o", _folder.At("out")]).Refused(), StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
