using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>A training of one process, which those of several ranks are held against.</summary>
public sealed class AloneRun : IDisposable
{
    internal const string Collection = "a run of one process";

    internal Curated Curated { get; } = new();

    internal string Run => Curated.Folder.At("alone");

    public AloneRun() => HonnanProcess.Run(Train(Curated, "alone")).Done();

    public void Dispose() => Curated.Dispose();

    // Dropout draws by rank, and normalisations that learn from small pictures make much of rounding (as other threads do in
    // one process); without both, runs are the same to a few places.
    internal static string[] Train(Curated curated, string run, params string[] more) =>
    [
        .. curated.Train(run), "--set", "model.dropout=0", "--set", "training.frozen=[{\"pattern\":\"*bn*\"}]", "--set", "training.epochs=2",
        "--set", "training.checkpointEvery=2", "--set", "training.optimizer.kind=sgd", "--set", "training.learningRate.from=1e-2", .. more,
    ];

    /// <summary>What a run's folder holds.</summary>
    internal static string[] Files(string run) => [.. Directory.EnumerateFileSystemEntries(run).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    /// <summary>Asserts that two runs' logs have the same figures but for rounding.</summary>
    internal static void AssertSameCurve(string expected, string actual)
    {
        double[][] one = Rows(expected);
        double[][] several = Rows(actual);
        Assert.Equal(one.Length, several.Length);
        Assert.All(one.Zip(several), rows => Assert.All(rows.First.Zip(rows.Second), cells => Assert.Equal(cells.First, cells.Second, 1e-3 * Math.Max(1, Math.Abs(cells.First)))));
    }

    /// <summary>What a run's log says of the steps that its checkpoint holds, as it stands in the file: a resumed run must have it so, too.</summary>
    internal static string LogUntilCheckpoint(string run)
    {
        // safetensors: eight bytes of length, then a JSON document.
        using FileStream file = File.OpenRead(Path.Combine(run, "checkpoint.safetensors"));
        byte[] head = new byte[sizeof(long)];
        file.ReadExactly(head);
        head = new byte[BitConverter.ToInt64(head)];
        file.ReadExactly(head);
        using var document = JsonDocument.Parse(head);
        int steps = int.Parse(document.RootElement.GetProperty("__metadata__").GetProperty("step").GetString()!, CultureInfo.InvariantCulture);
        Assert.True(steps > 0, "the checkpoint holds no step");
        string[] lines = [.. File.ReadLines(Path.Combine(run, "log.csv")).Take(1 + steps)];
        Assert.StartsWith($"{steps},", lines[^1], StringComparison.Ordinal);
        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>The log's figures without the speed, which is the last one.</summary>
    private static double[][] Rows(string run) =>
        [.. File.ReadAllLines(Path.Combine(run, "log.csv")).Skip(1).Select(line => line.Split(',')[..^1].Select(cell => cell.Length == 0 ? 0 : double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];

    [CollectionDefinition(Collection)]
    public sealed class Definition : ICollectionFixture<AloneRun>;
}
