using System.Security.Cryptography;
using Honnan.Web.Errors;

namespace Honnan.Web.Play;

/// <summary>A game of five rounds, known by a token that cannot be guessed.</summary>
internal sealed class Game : IDisposable
{
    /// <summary>Rounds of a game.</summary>
    public const int Rounds = 5;

    /// <summary>The time for a guess.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>What a slow line may take beyond it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly GameRound[] _rounds;

    /// <summary>Begins a game.</summary>
    /// <param name="prepare">Makes a picture that is not of those named, and adds its name.</param>
    /// <param name="client">Whose it is.</param>
    /// <param name="now">The time.</param>
    public Game(Func<HashSet<string>, Task<GamePicture>> prepare, string client, DateTimeOffset now)
    {
        (Client, Used) = (client, now);
        HashSet<string> shown = new(StringComparer.Ordinal);
        _rounds = [.. Enumerable.Range(0, Rounds).Select(_ => new GameRound(() => prepare(shown)))];
    }

    /// <summary>144 random bits.</summary>
    public string Token { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)).Replace('+', '-').Replace('/', '_');

    /// <summary>Whose it is, as <see cref="Safety.ClientLimits"/> names clients.</summary>
    public string Client { get; }

    /// <summary>When it was last asked for.</summary>
    public DateTimeOffset Used { get; set; }

    /// <summary>The rounds that are over.</summary>
    public IReadOnlyList<RoundResult> Results => [.. _rounds.TakeWhile(r => r.Result is not null).Select(r => r.Result!)];

    /// <summary>The time that is left for the round that has begun and is not over; null where there is none.</summary>
    public TimeSpan? Left(DateTimeOffset now) => _rounds.FirstOrDefault(r => r.Result is null)?.Shown is { } shown
        ? TimeSpan.FromTicks(Math.Clamp((shown + Limit - now).Ticks, 0, Limit.Ticks))
        : null;

    /// <summary>A round, counted from 1, that has been reached.</summary>
    /// <exception cref="RequestProblem">There is none, or one before it is not over.</exception>
    public GameRound Round(int number) =>
        number is < 1 or > Rounds ? throw new RequestProblem(StatusCodes.Status404NotFound, $"a game has rounds 1 to {Rounds}")
        : number > Results.Count + 1 ? throw new RequestProblem(StatusCodes.Status409Conflict, "the round before is not over yet")
        : _rounds[number - 1];

    /// <summary>Begins to prepare a round's picture, if there is such a round.</summary>
    public void Prepare(int number) => _ = number <= Rounds ? _rounds[number - 1].Picture : null;

    public void Dispose()
    {
        foreach (GameRound round in _rounds)
        {
            round.Dispose();
        }
    }
}
