using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Web.Play;
using Honnan.Web.Safety;

namespace Honnan.Web.Endpoints;

/// <summary>Playing against the net. Nothing here tells where a picture is before its guess is in.</summary>
internal sealed class PlayEndpoints(GameTable games)
{
    private const int Top = 5;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/games", (HttpContext context, string? language) =>
        {
            _ = language;
            bool hungarian = PredictQuery.IsHungarianAlone(context.Request.Query);
            Game game = games.Begin(ClientLimits.Client(context));
            return TypedResults.Created($"/api/games/{game.Token}", Document(game, hungarian));
        }).WithSummary("Begins a game").ProducesProblem(400).ProducesProblem(429);
        routes.MapGet("/api/games/{game}", (HttpContext context, string game, string? language) =>
        {
            _ = language;
            bool hungarian = PredictQuery.IsHungarianAlone(context.Request.Query);
            return TypedResults.Ok(Document(games.Find(game), hungarian));
        }).WithSummary("A game and its rounds that are over").ProducesProblem(400).ProducesProblem(404);
        routes.MapGet("/api/games/{game}/rounds/{number:int}/picture", PictureAsync).WithSummary("The picture of a round").Produces(200, contentType: "image/jpeg").ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        routes.MapGet("/api/games/{game}/rounds/{number:int}/heatmap", (HttpContext context, string game, int number) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Bytes(GameTable.HeatMap(games.Find(game), number), "image/png");
        }).WithSummary("What the net looked at in a round that is over, as a transparent PNG to lay over its picture").Produces(200, contentType: "image/png").ProducesProblem(404).ProducesProblem(409);
        routes.MapPost("/api/games/{game}/rounds/{number:int}/guess", GuessAsync).WithSummary("A guess; the first one counts").Produces<RoundDocument>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429).ProducesProblem(503);
    }

    private async Task<IResult> PictureAsync(HttpContext context, string game, int number)
    {
        GamePicture picture = await games.ShowAsync(games.Find(game), number, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(picture.Jpeg, "image/jpeg");
    }

    private async Task<IResult> GuessAsync(HttpContext context, string game, int number, GuessDocument? guess, string? language)
    {
        _ = language;
        bool hungarian = PredictQuery.IsHungarianAlone(context.Request.Query);
        RoundResult result = await games.GuessAsync(games.Find(game), number, (guess ?? new GuessDocument()).ToPlace(), context.RequestAborted);
        return TypedResults.Ok(Document(result, hungarian) with { Heatmap = PictureDocument.Url(result.Said.Map) });
    }

    private GameDocument Document(Game game, bool hungarian) => new(
        game.Token, Game.Rounds, (int)Game.Limit.TotalSeconds, games.SecondsLeft(game), games.Pictures.Kind, [.. games.Pictures.Countries.Select(c => c.ToString())], [.. game.Results.Select(r => Document(r, hungarian))]);

    private static RoundDocument Document(RoundResult result, bool hungarian) => new(
        Document(result.Truth, result.Truth, hungarian),
        result.Guess is { } guess ? Document(guess, result.Truth, hungarian) : null,
        result.TooLate,
        Document(result.Net, result.Truth, hungarian),
        result.Said.Answer.Known,
        PredictionLine.Best(result.Said.Answer.Probabilities, result.Said.Countries, Top, hungarian));

    private static PlaceDocument Document(GamePlace place, GamePlace truth, bool hungarian)
    {
        Country? country = place.Country is { } code ? Countries.Get(code) : null;
        double kilometres = place.Kilometres(truth);
        return new PlaceDocument(
            country?.Code.ToString(), hungarian ? country?.Hungarian : country?.English,
            Math.Round(place.Point.Latitude, 4), Math.Round(place.Point.Longitude, 4), Math.Round(kilometres, 1), GamePlace.Points(kilometres));
    }
}
