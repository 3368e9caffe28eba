namespace Honnan.Web.Play;

/// <summary>One round of a game.</summary>
/// <param name="prepare">Makes the picture; called once, when it is first wanted.</param>
internal sealed class GameRound(Func<Task<GamePicture>> prepare) : IDisposable
{
    private readonly Lazy<Task<GamePicture>> _picture = new(prepare);

    /// <summary>The picture and the truth.</summary>
    public Task<GamePicture> Picture => _picture.Value;

    /// <summary>When the player first saw the picture; null before.</summary>
    public DateTimeOffset? Shown { get; set; }

    /// <summary>What came of the guess; null before it is in. The first guess counts.</summary>
    public RoundResult? Result { get; set; }

    /// <summary>One guess at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    public void Dispose() => Turn.Dispose();
}
