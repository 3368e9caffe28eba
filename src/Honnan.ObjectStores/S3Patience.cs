using System.Globalization;
using Honnan.Data;

namespace Honnan.ObjectStores;

/// <summary>How long, and how often, a store is waited for before the run ends.</summary>
internal sealed record S3Patience
{
    /// <summary>The variable that sets the number of tries; the SDK's other programs have it, too.</summary>
    public const string TriesVariable = "AWS_MAX_ATTEMPTS";

    /// <summary>How long no byte may come or go; default a minute.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The same where a store puts the parts of an upload together, which it does without a word that the SDK tells of; default five minutes.</summary>
    public TimeSpan Joining { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often something is asked for; default 7.</summary>
    public int Tries { get; init; } = 7;

    /// <summary>How often at most where nothing is answered, since each of those costs a minute; default 3.</summary>
    public int SilentTries { get; init; } = 3;

    /// <summary>What the first pause between two tries takes at least, each other one twice as long as the one before; default a quarter of a second, which makes 16 to 20 seconds of six.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Tells of the time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Told in a line, once a minute at most, that a store does not answer and is asked again.</summary>
    public Action<string> Tell { get; init; } = _ => { };

    /// <summary>As the environment has it.</summary>
    /// <param name="tries">What the variable says; null or empty for the default.</param>
    /// <exception cref="InputException">It is no number of tries.</exception>
    public static S3Patience Of(string? tries) => tries is not { Length: > 0 } ? new S3Patience()
        : int.TryParse(tries, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= MostTries ? new S3Patience { Tries = number }
        : throw new InputException($"the variable {TriesVariable} must be a whole number from 1 to {MostTries}, not '{tries}'");

    /// <summary>The pause after so many failures. A part of it is drawn: the shards of a job that met the same failure do not ask again at the same moment.</summary>
    public TimeSpan PauseAfter(int failures) =>
        FirstPause * (1L << Math.Min(failures - 1, LongestDoubling)) * (1 + (Random.Shared.NextDouble() / 4));

    private const int MostTries = 100;
    private const int LongestDoubling = 6; // 16 s
}
