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
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private readonly GameRound[] _rounds;

    /// <summary>Begins a game; its pictures are prepared one after the other.</summary>
    public Game(IGamePictures pictures, DateTimeOffset now)
    {
        Used = now;
        _rounds = new GameRound[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            Task<GamePicture>? before = i == 0 ? null : _rounds[i - 1].Picture;
            _rounds[i] = new GameRound(PrepareAsync(pictures, before));
        }
    }

    /// <summary>144 random bits.</summary>
    public string Token { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)).Replace('+', '-').Replace('/', '_');

    /// <summary>When it was last asked for.</summary>
    public DateTimeOffset Used { get; set; }

    /// <summary>The rounds that are over.</summary>
    public IReadOnlyList<RoundResult> Results => [.. _rounds.TakeWhile(r => r.Result is not null).Select(r => r.Result!)];

    /// <summary>A round, counted from 1, that has been reached.</summary>
    /// <exception cref="RequestProblem">There is none, or one before it is not over.</exception>
    public GameRound Round(int number) =>
        number is < 1 or > Rounds ? throw new RequestProblem(StatusCodes.Status404NotFound, $"a game has rounds 1 to {Rounds}")
        : number > Results.Count + 1 ? throw new RequestProblem(StatusCodes.Status409Conflict, "the round before is not over yet")
        : _rounds[number - 1];

    public void Dispose()
    {
        foreach (GameRound round in _rounds)
        {
            round.Dispose();
        }
    }

    private static async Task<GamePicture> PrepareAsync(IGamePictures pictures, Task? before)
    {
        await Task.Yield(); // who begins a game does not wait for its pictures
        if (before is not null)
        {
            await before;
        }

        return pictures.Choose();
    }
}
