namespace Honnan.Web.Play;

/// <summary>One round of a game.</summary>
/// <param name="prepare">Makes the picture; called when it is first wanted, and again where that failed.</param>
internal sealed class GameRound(Func<Task<GamePicture>> prepare) : IDisposable
{
    private readonly Lock _gate = new();
    private Task<GamePicture>? _picture;

    /// <summary>The picture and the truth.</summary>
    public Task<GamePicture> Picture
    {
        get
        {
            lock (_gate)
            {
                return _picture is null or { IsFaulted: true } or { IsCanceled: true } ? _picture = prepare() : _picture;
            }
        }
    }

    /// <summary>When the player first saw the picture; null before.</summary>
    public DateTimeOffset? Shown { get; set; }

    /// <summary>The guess, which is null for none, and whether it came in time; null before it came. The first one counts, whatever the net says and when.</summary>
    public (GamePlace? Guess, bool InTime)? Said { get; set; }

    /// <summary>What came of the guess; null before it is in.</summary>
    public RoundResult? Result { get; set; }

    /// <summary>One guess at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    public void Dispose() => Turn.Dispose();
}
