using System.Diagnostics.CodeAnalysis;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Web.Errors;
using Honnan.Web.Metrics;
using Honnan.Web.Predicting;
using Honnan.Web.Uploads;

namespace Honnan.Web.Play;

/// <summary>The games that are being played, in memory, up to a bound; those not touched for longest are forgotten first.</summary>
internal sealed class GameTable : IDisposable
{
    private const int MostGames = 200;
    private const int ShareOfGames = 2; // of the requests that a client may have at a time: nobody ends all others' games
    private static readonly TimeSpan Kept = TimeSpan.FromHours(2);

    // Drawing takes a core for a moment; the net wants the others.
    private readonly SemaphoreSlim _brush = new(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Game> _games = new(StringComparer.Ordinal);
    private readonly PicturePredictions _predictions;
    private readonly WebServiceOptions _options;
    private readonly TimeProvider _clock;

    [SuppressMessage("Reliability", "CA2000", Justification = "disposed with the table")]
    public GameTable(WebServiceOptions options, PicturePredictions predictions, ServiceMetrics metrics, TimeProvider clock)
    {
        (_predictions, _options, _clock) = (predictions, options, clock);
        Pictures = options.PlayPath is { } path ? new OwnGamePictures(path) : new DrawnGamePictures();
        metrics.Gauge("honnan_games", "Games that are remembered.", () => _games.Count);
    }

    /// <summary>Where pictures come from.</summary>
    public IGamePictures Pictures { get; }

    /// <summary>Begins a game.</summary>
    /// <param name="client">Whose; of a client's many games those not touched for longest are forgotten.</param>
    public Game Begin(string client)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        lock (_gate)
        {
            Game[] games = [.. _games.Values.OrderByDescending(g => g.Used)];
            foreach (Game old in games.Where((g, i) => i >= MostGames - 1 || now - g.Used > Kept)
                .Concat(games.Where(g => g.Client == client).Skip((ShareOfGames * _options.RequestsOfAClient) - 1)))
            {
                _games.Remove(old.Token);
            }

            var game = new Game(PrepareAsync, client, now);
            return _games[game.Token] = game;
        }
    }

    /// <summary>A game by its token.</summary>
    /// <exception cref="RequestProblem">There is none.</exception>
    public Game Find(string token)
    {
        lock (_gate)
        {
            if (!_games.TryGetValue(token, out Game? game))
            {
                throw new RequestProblem(StatusCodes.Status404NotFound, "there is no such game; it may be over for long");
            }

            game.Used = _clock.GetUtcNow();
            return game;
        }
    }

    /// <summary>Seconds that are left for the round that has begun and is not over; null where there is none.</summary>
    public double? SecondsLeft(Game game) => game.Left(_clock.GetUtcNow()) is { } left ? Math.Round(left.TotalSeconds, 1) : null;

    /// <summary>A round's picture; its clock begins to run.</summary>
    /// <exception cref="RequestProblem">The round has not been reached, or its picture could not be made in time.</exception>
    public async Task<GamePicture> ShowAsync(Game game, int number, CancellationToken gone)
    {
        GameRound round = game.Round(number);
        GamePicture picture = await PictureAsync(round, gone);
        round.Shown ??= _clock.GetUtcNow();
        game.Prepare(number + 1); // while the player thinks
        return picture;
    }

    /// <summary>Takes a guess, once, and tells what came of it. Where the model is busy, the guess stays as it is, and is to be told once more.</summary>
    /// <param name="game">The game.</param>
    /// <param name="number">The round, from 1.</param>
    /// <param name="guess">The player's; null for none.</param>
    /// <param name="gone">Cancelled when the client has gone.</param>
    /// <exception cref="RequestProblem">The round has not been reached, its picture not been looked at, or the model is busy.</exception>
    public async Task<RoundResult> GuessAsync(Game game, int number, GamePlace? guess, CancellationToken gone)
    {
        GameRound round = game.Round(number);
        if (round.Shown is not { } shown)
        {
            throw new RequestProblem(StatusCodes.Status409Conflict, "the round's picture has not been looked at yet");
        }

        await round.Turn.WaitAsync(gone);
        try
        {
            if (round.Result is null)
            {
                (GamePlace? first, bool inTime) = round.Said ??= (guess, _clock.GetUtcNow() - shown <= Game.Limit + Game.Grace);
                GamePicture picture = await PictureAsync(round, gone);
                PictureSaid said = await _predictions.AskAsync(new PictureQuestion(new Upload("picture", picture.Jpeg), picture.Size, Maps: true, null, null) { IsDrawn = Pictures is DrawnGamePictures }, gone);
                GamePlace truth = picture.Point is { } point ? new GamePlace(picture.Country, point, true) : GamePlace.Of(picture.Country);
                round.Result = new RoundResult(truth, inTime ? first : null, first is not null && !inTime, NetPlace(said), said);
            }

            return round.Result;
        }
        finally
        {
            round.Turn.Release();
        }
    }

    /// <summary>What the net looked at in a round, as a PNG.</summary>
    /// <exception cref="RequestProblem">The round is not over.</exception>
    public static byte[] HeatMap(Game game, int number) => game.Round(number).Result?.Said.Map
        ?? throw new RequestProblem(StatusCodes.Status409Conflict, "the round's guess is not in yet");

    public void Dispose()
    {
        foreach (Game game in _games.Values)
        {
            game.Dispose();
        }

        _brush.Dispose();
        (Pictures as IDisposable)?.Dispose();
    }

    private async Task<GamePicture> PictureAsync(GameRound round, CancellationToken gone)
    {
        try
        {
            return await round.Picture.WaitAsync(_options.AnswerTimeout, gone);
        }
        catch (Exception error) when (error is TimeoutException or InputException or IOException or UnauthorizedAccessException)
        {
            throw new RequestProblem(StatusCodes.Status503ServiceUnavailable, "the round's picture could not be made; it may be another time") { RetryAfter = 5 };
        }
    }

    private async Task<GamePicture> PrepareAsync(HashSet<string> shown)
    {
        await _brush.WaitAsync();
        try
        {
            return await Task.Run(() => Pictures.Choose(shown)); // one at a time: so the game's set is
        }
        finally
        {
            _brush.Release();
        }
    }

    private static GamePlace NetPlace(PictureSaid said)
    {
        CountryCode country = said.Countries[Ranking.Largest(said.Answer.Probabilities)];
        return said.Answer.Point is { } point ? new GamePlace(country, point, true) : GamePlace.Of(country);
    }
}
