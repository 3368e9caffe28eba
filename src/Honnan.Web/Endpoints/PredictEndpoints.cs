using System.Threading.RateLimiting;
using Honnan.Data.Answers;
using Honnan.Web.Errors;
using Honnan.Web.Predicting;
using Honnan.Web.Safety;
using Honnan.Web.Uploads;
using Microsoft.AspNetCore.Mvc;

namespace Honnan.Web.Endpoints;

/// <summary>Naming the country of pictures.</summary>
internal sealed class PredictEndpoints(PicturePredictions predictions, UploadBudget budget, ClientLimits clients, WebServiceOptions options)
{
    /// <summary>Pictures of a batch, at most.</summary>
    public const int MostOfABatch = 16;

    public void Map(IEndpointRouteBuilder routes)
    {
        Describe(routes.MapPost("/api/predict", OneAsync), 1)
            .WithSummary("Names the country of one picture").Produces<PictureDocument>();
        Describe(routes.MapPost("/api/predict/batch", ManyAsync), MostOfABatch)
            .WithSummary($"Names the country of up to {MostOfABatch} pictures").WithDescription("One that cannot be read has an error; the others are still answered.").Produces<PictureDocument[]>();
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, int most)
    {
        foreach (int status in (int[])[400, 401, 408, 413, 415, 422, 429, 503])
        {
            route.ProducesProblem(status);
        }

        return route.AddOpenApiOperationTransformer((operation, _, _) => PictureBody.DescribeAsync(operation, most));
    }

    private async Task<IResult> OneAsync(
        HttpContext context, [FromQuery] string? heatmap, [FromQuery] string? country, [FromQuery] string? method, [FromQuery] string? top, [FromQuery] string? language)
    {
        _ = (heatmap, country, method, top, language); // named for the API's description
        var query = PredictQuery.Read(context.Request.Query);
        using UploadBudget.Share share = budget.Open();
        Upload upload = (await UploadReader.ReadAsync(context, 1, share, options.UploadTimeout))[0];
        PictureSaid said = await predictions.AskAsync(Question(upload, query), context.RequestAborted);
        return TypedResults.Ok(PictureDocument.Of(upload.Name, said, query.Top, query.Hungarian));
    }

    private async Task<IResult> ManyAsync(
        HttpContext context, [FromQuery] string? heatmap, [FromQuery] string? country, [FromQuery] string? method, [FromQuery] string? top, [FromQuery] string? language)
    {
        _ = (heatmap, country, method, top, language);
        var query = PredictQuery.Read(context.Request.Query);
        using UploadBudget.Share share = budget.Open();
        IReadOnlyList<Upload> uploads = await UploadReader.ReadAsync(context, MostOfABatch, share, options.UploadTimeout);
        using RateLimitLease lease = clients.TakeBatch(context, uploads.Count);
        var documents = new PictureDocument?[uploads.Count];
        var questions = new List<(int Place, PictureQuestion Question)>();
        RequestProblem? first = null;
        for (int i = 0; i < uploads.Count; i++)
        {
            try
            {
                questions.Add((i, Question(uploads[i], query)));
            }
            catch (RequestProblem problem)
            {
                first ??= problem;
                documents[i] = Failed(uploads[i], problem);
            }
        }

        IReadOnlyList<(PictureSaid? Said, RequestProblem? Problem)> answers =
            questions.Count == 0 ? [] : await predictions.AskAsync([.. questions.Select(q => q.Question)], context.RequestAborted);
        foreach (((int place, _), (PictureSaid? said, RequestProblem? problem)) in questions.Zip(answers))
        {
            first ??= problem;
            documents[place] = said is null ? Failed(uploads[place], problem!) : PictureDocument.Of(uploads[place].Name, said, query.Top, query.Hungarian);
        }

        return documents.All(d => d!.Error is not null) ? throw first! : TypedResults.Ok(documents);
    }

    private static PictureQuestion Question(Upload upload, PredictQuery query) => new(upload, upload.Check(), query.Maps, query.Country, query.Method);

    private static PictureDocument Failed(Upload upload, RequestProblem problem) => new(PredictionLine.Failed(upload.Name, problem.Message));
}
