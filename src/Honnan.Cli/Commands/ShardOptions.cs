using System.CommandLine;
using System.Globalization;
using Honnan.Data;
using Honnan.Data.Sources;

namespace Honnan.Cli.Commands;

/// <summary>
/// Which part of the pictures is this process's: <c>--shards</c> and <c>--shard</c>, or what the job scheduler says by the
/// process's environment.
/// </summary>
internal sealed class ShardOptions
{
    private const string SlurmId = "SLURM_ARRAY_TASK_ID";
    private const string SlurmCount = "SLURM_ARRAY_TASK_COUNT";
    private const string SlurmFirst = "SLURM_ARRAY_TASK_MIN";
    private const string SlurmStep = "SLURM_ARRAY_TASK_STEP";
    private const string Completion = "JOB_COMPLETION_INDEX";

    private readonly Option<int?> _shards = new("--shards") { Description = $"into how many parts the pictures are divided, by their names [default: 1, or ${SlurmCount}]", HelpName = "N" };
    private readonly Option<int?> _shard = new("--shard") { Description = $"which part is to be done, from 0 [default: told by ${SlurmId} or ${Completion}]", HelpName = "I" };

    /// <summary>The options, for the command.</summary>
    public IReadOnlyList<Option> All => [_shards, _shard];

    /// <summary>Whether either was given.</summary>
    public bool Given(ParseResult parsed) => parsed.GetValue(_shards) is not null || parsed.GetValue(_shard) is not null;

    /// <summary>Whether the line says that there is one part alone, whatever a scheduler says.</summary>
    public bool IsWhole(ParseResult parsed) => parsed.GetValue(_shards) == 1 && parsed.GetValue(_shard) is null;

    /// <summary>Whether the line or the job scheduler says anything of parts.</summary>
    public bool Told(ParseResult parsed, Func<string, string?> variable) => Given(parsed) || Array.Exists([SlurmId, SlurmCount, Completion], name => variable(name) is { Length: > 0 });

    /// <summary>The part.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="variable">Gives a variable of the environment.</param>
    /// <exception cref="InputException">It is not said which, or there is no such part.</exception>
    public Shard Read(ParseResult parsed, Func<string, string?> variable)
    {
        if (IsWhole(parsed))
        {
            return new Shard(0, 1);
        }

        int? shards = parsed.GetValue(_shards) ?? Number(variable, SlurmCount);
        (string told, int? index) = parsed.GetValue(_shard) is { } given ? ("--shard", given) : Scheduled(variable, counted: parsed.GetValue(_shards) is null);
        if (shards is < 1 or > Shard.Most)
        {
            throw new InputException($"--shards must be from 1 to {Shard.Most}, not {shards}");
        }

        return (shards, index) switch
        {
            (null, null) or (1, null) => new Shard(0, 1),
            (null, _) => throw new InputException($"{told} says that this is part {index}, but nothing says of how many; give --shards N"),
            (_, null) => throw new InputException($"--shards {shards} needs --shard I, from 0 to {shards - 1} ({SlurmId} or {Completion} may stand in for it)"),
            var (count, i) when i < 0 || i >= count => throw new InputException($"{told} must be from 0 to {count - 1} with {count} shards, not {i}"),
            var (count, i) => new Shard(i.Value, count.Value),
        };
    }

    private static (string Told, int? Index) Scheduled(Func<string, string?> variable, bool counted)
    {
        if (Number(variable, SlurmId) is { } task)
        {
            // Arrays that are the whole may begin with any number and count in steps. Where the line says of how many parts, the
            // number is the part's own: some tasks of an array may be submitted again.
            return (SlurmId, !counted ? task : (task - (Number(variable, SlurmFirst) ?? 0)) / Math.Max(1, Number(variable, SlurmStep) ?? 1));
        }

        return (Completion, Number(variable, Completion));
    }

    private static int? Number(Func<string, string?> variable, string name) => variable(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : throw new InputException($"the variable {name} must be a whole number, not '{text}'");
}
