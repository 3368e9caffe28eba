using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Web.Metrics;
using Honnan.Web.Play;
using Honnan.Web.Predicting;
using Honnan.Web.Reports;
using Honnan.Web.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Honnan.Web.Endpoints;

/// <summary>What there is, and how it goes.</summary>
internal sealed class InformationEndpoints(
    ModelHolder models, GameTable games, DrawnModel drawn, ReportPages reports, ServiceMetrics metrics, PredictionQueue queue, WebServiceOptions options)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/countries", (HttpContext context, string? language, string? all) =>
        {
            _ = (language, all);
            return TypedResults.Ok(List(context.Request.Query));
        }).WithSummary("The countries that the model knows; with all=true every country, marked").Produces<CountryDocument[]>().ProducesProblem(400);
        routes.MapGet("/api/model", () => TypedResults.Ok(Model())).WithSummary("What is served");
        routes.MapGet("/livez", () => TypedResults.Text("alive")).Produces<string>(contentType: "text/plain").WithSummary("Whether the service answers at all: 200, however busy it is");
        routes.MapGet("/healthz", Health).WithSummary("Whether the service is ready: 200, or 503 while its queue is full").Produces<HealthDocument>().Produces<HealthDocument>(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/metrics", () => TypedResults.Text(metrics.Text(), "text/plain; version=0.0.4; charset=utf-8")).Produces<string>(contentType: "text/plain").WithSummary("Prometheus' text format");
    }

    private CountryDocument[] List(IQueryCollection query)
    {
        PredictQuery.RefuseAllBut(query, "language", "all");
        bool hungarian = PredictQuery.IsHungarian(query);
        bool all = PredictQuery.Value(query, "all") is { } wanted && PredictQuery.OneOf("all", wanted, "false", "true") == 1;
        HashSet<CountryCode> known = [.. With(model => model.Predictor.Countries)];
        return [.. Countries.All.Where(c => all || known.Contains(c.Code)).Select(c =>
        {
            GeoPoint middle = CountryCentres.Of(c.Code);
            return new CountryDocument(c.Code.ToString(), hungarian ? c.Hungarian : c.English, c.English, c.Hungarian, middle.Latitude, middle.Longitude, known.Contains(c.Code));
        })];
    }

    private ModelDocument Model() => With(model =>
    {
        ExportedModel document = model.Predictor.Model;
        return new ModelDocument(
            document.Net, document.Countries.Count, [.. model.Methods.Select(PredictQuery.NameOf)], document.Rules.Map is not null, document.Rules.Refusal is not null,
            Upload.MostBytes, games.Pictures.Kind, [.. games.Pictures.Countries.Select(c => c.ToString())], document.Notice,
            reports.ReportLink, reports.AtlasLink, drawn.IsThere);
    });

    private JsonHttpResult<HealthDocument> Health()
    {
        bool ready = queue.Waiting < options.QueueLength;
        return TypedResults.Json(new HealthDocument(ready ? "ready" : "busy", queue.Waiting), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private T With<T>(Func<ServedModel, T> read)
    {
        ServedModel model = models.Use();
        try
        {
            return read(model);
        }
        finally
        {
            model.Release();
        }
    }
}
