using System.Security.Cryptography;
using Honnan.Web.Errors;
using Honnan.Web.Play;
using Honnan.Web.Predicting;
using Honnan.Web.Uploads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Honnan.Web.Endpoints;

/// <summary>Drawn pictures to try, and what the model for drawn pictures says of them. They are named by number: nothing of a request becomes a path.</summary>
internal sealed class ExampleEndpoints(DrawnExamples examples, PicturePredictions predictions, DrawnModel drawn)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/examples", () => TypedResults.Ok(List())).WithSummary("Drawn pictures to try");
        routes.MapGet("/api/examples/{number:int}", FileAsync).WithSummary("A drawn picture").Produces(200, contentType: "image/jpeg").ProducesProblem(400).ProducesProblem(404);
        RouteHandlerBuilder predict = routes.MapPost("/api/examples/{number:int}/predict", PredictAsync)
            .WithSummary("Names the country of a drawn picture, by the model for drawn pictures")
            .WithDescription("The document of /api/predict, and which model answered. Where there is no model for drawn pictures, the served one answers.")
            .Produces<PictureDocument>();
        foreach (int status in (int[])[400, 401, 404, 429, 503])
        {
            predict.ProducesProblem(status);
        }
    }

    private static ExampleDocument[] List() =>
        [.. Enumerable.Range(0, DrawnExamples.Count).Select(n => new ExampleDocument($"/api/examples/{n}", DrawnExamples.IsPanorama(n), $"/api/examples/{n}/predict"))];

    private async Task<IResult> FileAsync(HttpContext context, int number, [FromQuery] string? thumbnail)
    {
        bool small = thumbnail is not null && PredictQuery.OneOf("thumbnail", thumbnail, "false", "true") == 1;
        byte[] jpeg = await (small ? examples.ThumbnailAsync(Known(number)) : JpegAsync(number));
        context.Response.Headers.CacheControl = "public, max-age=86400";
        return TypedResults.Bytes(jpeg, "image/jpeg", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(jpeg))[..16]}\""));
    }

    private async Task<IResult> PredictAsync(
        HttpContext context, int number, [FromQuery] string? heatmap, [FromQuery] string? country, [FromQuery] string? method, [FromQuery] string? top, [FromQuery] string? language)
    {
        _ = (heatmap, country, method, top, language); // named for the API's description
        var query = PredictQuery.Read(context.Request.Query);
        var picture = new Upload($"example-{number}.jpg", await JpegAsync(number));
        PictureSaid said = await predictions.AskAsync(new PictureQuestion(picture, picture.Check(), query.Maps, query.Country, query.Method) { IsDrawn = true }, context.RequestAborted);
        return TypedResults.Ok(PictureDocument.Of(picture.Name, said, query.Top, query.Hungarian) with { Model = said.IsByDrawnModel ? drawn.Of(AnsweringModelDocument.Of) : null });
    }

    private Task<byte[]> JpegAsync(int number) => examples.FileAsync(Known(number));

    private static int Known(int number) => number >= 0 && number < DrawnExamples.Count
        ? number
        : throw new RequestProblem(StatusCodes.Status404NotFound, $"there are examples 0 to {DrawnExamples.Count - 1}");
}
