using System.CommandLine;
using Honnan.Cli.Commands;
using Honnan.Data;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

public sealed class ShardOptionsTests
{
    [Theory]
    [InlineData("", "", 0, 1)]
    [InlineData("--shards 1", "", 0, 1)]
    [InlineData("--shards 10 --shard 3", "", 3, 10)]
    [InlineData("--shards 10 --shard 3", "SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_COUNT=20 JOB_COMPLETION_INDEX=5", 3, 10)]
    [InlineData("--shards 1", "SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_COUNT=20 JOB_COMPLETION_INDEX=5", 0, 1)]
    [InlineData("", "SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_COUNT=20", 7, 20)]
    [InlineData("", "SLURM_ARRAY_TASK_ID=20 SLURM_ARRAY_TASK_COUNT=20 SLURM_ARRAY_TASK_MIN=1", 19, 20)]
    [InlineData("", "SLURM_ARRAY_TASK_ID=15 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_MIN=5 SLURM_ARRAY_TASK_STEP=5", 2, 3)]
    [InlineData("--shards 4", "JOB_COMPLETION_INDEX=2", 2, 4)]
    [InlineData("--shards 50", "SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_COUNT=1 SLURM_ARRAY_TASK_MIN=7", 7, 50)]
    [InlineData("--shards 4", "SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_COUNT=4 JOB_COMPLETION_INDEX=", 2, 4)]
    public void Read_LineAndEnvironment_GivesThePart(string line, string environment, int index, int count) =>
        Assert.Equal(new Shard(index, count), Read(line, environment));

    [Theory]
    [InlineData("", "", false)]
    [InlineData("", "SLURM_ARRAY_TASK_ID= HOME=/", false)]
    [InlineData("--shards 1", "", true)]
    [InlineData("", "JOB_COMPLETION_INDEX=0", true)]
    [InlineData("", "SLURM_ARRAY_TASK_ID=0", true)]
    public void Told_LineAndEnvironment_SayWhetherThereAreParts(string line, string environment, bool told)
    {
        (ShardOptions options, ParseResult parsed, Func<string, string?> variable) = Given(line, environment);

        Assert.Equal(told, options.Told(parsed, variable));
    }

    [Theory]
    [InlineData("--shards 10", "", "needs --shard I, from 0 to 9")]
    [InlineData("--shard 3", "", "nothing says of how many")]
    [InlineData("", "JOB_COMPLETION_INDEX=3", "JOB_COMPLETION_INDEX says that this is part 3, but nothing says of how many")]
    [InlineData("--shards 10 --shard 10", "", "--shard must be from 0 to 9 with 10 shards, not 10")]
    [InlineData("--shards 4", "SLURM_ARRAY_TASK_ID=4", "SLURM_ARRAY_TASK_ID must be from 0 to 3")]
    [InlineData("--shards 0 --shard 0", "", "--shards must be from 1 to 100000, not 0")]
    [InlineData("--shards 4", "SLURM_ARRAY_TASK_ID=x", "SLURM_ARRAY_TASK_ID must be a whole number, not 'x'")]
    public void Read_NoSuchPart_IsRefused(string line, string environment, string told) =>
        Assert.Contains(told, Assert.Throws<InputException>(() => Read(line, environment)).Message, StringComparison.Ordinal);

    private static Shard Read(string line, string environment)
    {
        (ShardOptions options, ParseResult parsed, Func<string, string?> variable) = Given(line, environment);
        return options.Read(parsed, variable);
    }

    private static (ShardOptions Options, ParseResult Parsed, Func<string, string?> Variable) Given(string line, string environment)
    {
        var options = new ShardOptions();
        var command = new Command("score");
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }

        Dictionary<string, string> variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return (options, command.Parse(line), variables.GetValueOrDefault);
    }
}
