using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>Real processes, killed and interrupted at all kinds of moments, and gone on with by <c>--resume</c>.</summary>
[Trait("Category", "end-to-end")]
public sealed class InterruptedTrainingTests : IClassFixture<InterruptedTrainingTests.Uninterrupted>
{
    private const int Interrupt = 2; // SIGINT
    private const int Terminate = 15; // SIGTERM
    private const int Kill = 9; // SIGKILL
    private const int Killed = 128 + Kill;

    private readonly Curated _curated;
    private readonly string _whole;

    public InterruptedTrainingTests(Uninterrupted uninterrupted) =>
        (_curated, _whole) = (uninterrupted.Curated, uninterrupted.Run);

    public sealed class Uninterrupted : IDisposable
    {
        internal Curated Curated { get; } = new();

        internal string Run => Curated.Folder.At("whole");

        public Uninterrupted() => HonnanProcess.Run(Curated.Train("whole")).Done();

        public void Dispose() => Curated.Dispose();
    }

    [Theory]
    [InlineData("at the start")]
    [InlineData("before the first checkpoint")]
    [InlineData("in the first checkpoint")]
    [InlineData("between checkpoints")]
    [InlineData("in a later checkpoint")]
    [InlineData("while the model is written")]
    public void Resume_KilledRun_GivesTheUninterruptedRunToTheLastBit(string moment)
    {
        // Some moments last milliseconds: a life in which one is missed is followed by another.
        int life = 0;
        string Name() => $"killed {moment} {life}";
        string Run() => _curated.Folder.At(Name());
        while (!IsKilledWhen(_curated.Train(Name()), Moment) || File.Exists(Path.Combine(Run(), "model.json")))
        {
            Assert.True(++life < 20, "the moment never came");
        }

        bool Moment() => moment switch
        {
            "at the start" => File.Exists(Path.Combine(Run(), "experiment.json")),
            "before the first checkpoint" => Lines(Run()) >= 2,
            "in the first checkpoint" => HasPart(Run(), "checkpoint.safetensors.*.part"),
            "between checkpoints" => Lines(Run()) >= 5,
            "in a later checkpoint" => Lines(Run()) >= 6 && HasPart(Run(), "checkpoint.safetensors.*.part"),
            _ => HasPart(Run(), "model.safetensors.*.part"),
        };

        string name = Name();
        string run = Run();
        HonnanProcess.Run(_curated.Train(name, "--resume")).Done();

        AssertSameRun(run);
    }

    /// <summary>Moments drawn evenly over the time that a run takes; each kill is followed by a resumption, and a run that got to its end by a new one.</summary>
    [Fact]
    public void Resume_KilledAtTwentyRandomMoments_GivesTheUninterruptedRunToTheLastBit()
    {
        var random = new Random(20);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        HonnanProcess.Run(_curated.Train("timed")).Done();
        TimeSpan whole = clock.Elapsed;
        int kills = 0;
        for (int life = 0; kills < 20; life++)
        {
            string name = $"random-{life}";
            bool ended = false;
            while (!ended)
            {
                using HonnanProcess process = HonnanProcess.Start(_curated.Train(name, "--resume"));
                TimeSpan moment = random.NextDouble() * whole;
                for (clock.Restart(); clock.Elapsed < moment && !process.HasExited;)
                {
                    Thread.Sleep(1);
                }

                if (kills < 20)
                {
                    process.Signal(Kill);
                }

                Finished end = process.Wait();
                Assert.True(end.Code is 0 or Killed, $"life {life} ended with code {end.Code}: {end.Error}");
                kills += end.Code == Killed ? 1 : 0;
                ended = end.Code == 0;
            }

            AssertSameRun(_curated.Folder.At(name));
        }
    }

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public void Resume_InterruptedRun_LeftACheckpointOfItsLastStep(int signal)
    {
        string name = $"interrupted {signal}";
        string run = _curated.Folder.At(name);
        using (HonnanProcess process = HonnanProcess.Start(_curated.Train(name, "--set", "training.checkpointEvery=1000")))
        {
            WaitFor(process, () => Lines(run) >= 2);
            process.Signal(signal);
            Finished end = process.Wait();
            Assert.Equal(130, end.Code);
            Assert.EndsWith("honnan: interrupted\n", end.Error, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(Path.Combine(run, "checkpoint.safetensors")));
        Assert.False(File.Exists(Path.Combine(run, "model.json")));
        HonnanProcess.Run(_curated.Train(name, "--resume")).Done();

        AssertSameRun(run, "experiment.json"); // which tells of the other checkpointEvery
    }

    [Fact]
    public void Resume_DamagedCheckpoint_IsRefusedInOneLine()
    {
        string run = Copy("damaged");
        string checkpoint = Path.Combine(run, "checkpoint.safetensors");
        using (FileStream file = File.OpenWrite(checkpoint))
        {
            file.SetLength(file.Length / 2);
        }

        Assert.Contains(checkpoint, HonnanProcess.Run(_curated.Train("damaged", "--resume")).Refused(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(run, "model.json")));
    }

    [Fact]
    public void Resume_AnotherExperiment_IsRefusedInOneLine()
    {
        string run = Copy("another");

        string line = HonnanProcess.Run(_curated.Train("another", "--resume", "--set", "training.seed=9")).Refused();

        Assert.Contains("belongs to another experiment or selection", line, StringComparison.Ordinal);
        AssertSameRun(run);
    }

    [Fact]
    public void Train_RunThatIsBeingTrained_IsRefused()
    {
        string run = _curated.Folder.At("twice");
        using HonnanProcess first = HonnanProcess.Start(_curated.Train("twice"));
        WaitFor(first, () => Lines(run) >= 1);

        Assert.Contains("is being trained by another process", HonnanProcess.Run(_curated.Train("twice", "--resume")).Refused(), StringComparison.Ordinal);
        first.Wait().Done();
        AssertSameRun(run);
    }

    [Fact]
    public void Train_FileLargerThanAllowed_KeepsTheLastGoodCheckpoint()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "there is no bash to set a limit with");
        string run = Copy("limited");
        foreach (string name in (string[])["model.json", "model.safetensors"])
        {
            File.Delete(Path.Combine(run, name));
        }

        // The run is finished but for its model, whose 14 MB do not fit into a limit of 10,000 KiB.
        Finished end = HonnanProcess.RunLimited(10_000, _curated.Train("limited", "--resume"));
        Assert.Equal(2, end.Code);
        Assert.Contains("larger than the file system or the process's limit allows : '" + Path.Combine(run, "model.safetensors"), end.Error, StringComparison.Ordinal);
        Assert.False(HasPart(run, "*.part"));

        HonnanProcess.Run(_curated.Train("limited", "--resume")).Done();
        AssertSameRun(run);
    }

    [Fact]
    public void Train_FirstCheckpointDoesNotFit_LeavesNothing()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "there is no bash to set a limit with");

        Finished end = HonnanProcess.RunLimited(10_000, _curated.Train("too small"));

        Assert.Equal(2, end.Code);
        Assert.Equal(1, end.Error.Split('\n').Count(line => line.StartsWith("honnan: ", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(_curated.Folder.At("too small")));
    }

    [Fact]
    public void Train_FullDisk_KeepsTheLastGoodCheckpointAndGoesOnWhenThereIsRoom()
    {
        using SmallDisk disk = SmallDisk.Mount(_curated.Folder.At("disk"), mebibytes: 80); // room for one checkpoint of 54 MB, not for two
        string[] line = [.. _curated.Train("disk/run")];

        Finished end = HonnanProcess.Run(line);
        Assert.Equal(2, end.Code);
        Assert.Contains("honnan: No space left on device", end.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_curated.Folder.At("disk/run/checkpoint.safetensors")));
        Assert.False(HasPart(_curated.Folder.At("disk/run"), "*.part"));

        disk.Grow(mebibytes: 200);
        HonnanProcess.Run([.. line, "--resume"]).Done();
        AssertSameRun(_curated.Folder.At("disk/run"));
    }

    /// <summary>Whether the moment was seen, and the process killed before it came to its end.</summary>
    private static bool IsKilledWhen(string[] arguments, Func<bool> moment)
    {
        using HonnanProcess process = HonnanProcess.Start(arguments);
        while (!moment() && !process.HasExited)
        {
            Thread.Sleep(1);
        }

        process.Signal(Kill);
        Finished end = process.Wait();
        Assert.True(end.Code is 0 or Killed, end.Error);
        return end.Code == Killed;
    }

    private static void WaitFor(HonnanProcess process, Func<bool> moment)
    {
        while (!moment())
        {
            Assert.False(process.HasExited, "the process ended before the moment came");
            Thread.Sleep(1);
        }
    }

    private static int Lines(string run)
    {
        string log = Path.Combine(run, "log.csv");
        try
        {
            return File.Exists(log) ? File.ReadAllText(log).Count(c => c == '\n') - 1 : 0;
        }
        catch (IOException)
        {
            return 0; // it was just replaced
        }
    }

    private static bool HasPart(string run, string pattern) => Directory.Exists(run) && Directory.EnumerateFiles(run, pattern).Any();

    /// <summary>Asserts that a run left what the uninterrupted one did: the same files, bit for bit, but for the log's speeds.</summary>
    private void AssertSameRun(string run, params string[] except)
    {
        // The charts are named after the run's folder.
        string[] names = [.. Names(_whole)];
        Assert.Equal(names, Names(run));
        Assert.Equal(Losses(_whole), Losses(run));
        Assert.All(
            names.Except(except).Where(n => n is not ("log.csv" or "training.svg" or "training.png" or "events.out.tfevents.honnan")), // with speeds and times
            name => Assert.Equal(Digest(Path.Combine(_whole, name)), Digest(Path.Combine(run, name))));
    }

    private static IEnumerable<string> Names(string run) => Directory.EnumerateFileSystemEntries(run).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Losses(string run) =>
        File.ReadLines(Path.Combine(run, "log.csv")).Select(line => line[..line.LastIndexOf(',')]);

    // Where the selection lies is told from the run's folder: runs in other folders tell other ways.
    private static string Digest(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (Path.GetFileName(path) == "model.json")
        {
            JsonNode description = JsonNode.Parse(bytes)!;
            description["selectionFolder"] = null;
            bytes = Encoding.UTF8.GetBytes(description.ToJsonString());
        }

        return Convert.ToHexString(SHA256.HashData(bytes));
    }

    private string Copy(string name)
    {
        string run = _curated.Folder.At(name);
        Directory.CreateDirectory(run);
        foreach (string path in Directory.EnumerateFiles(_whole))
        {
            File.Copy(path, Path.Combine(run, Path.GetFileName(path)));
        }

        return run;
    }
}
