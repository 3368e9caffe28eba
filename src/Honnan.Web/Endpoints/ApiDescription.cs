using System.Reflection;
using System.Text.Json.Nodes;
using Honnan.Inference.HeatMaps;
using Honnan.Web.Safety;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Honnan.Web.Endpoints;

/// <summary>What the API's description (OpenAPI) says beyond what can be read off the routes.</summary>
internal static class ApiDescription
{
    private const string Key = "key";
    private const string Bearer = "bearer";
    private const string Pictures = "pictures";
    private const string Game = "game";
    private const string Service = "service";
    private const string RetryAfter = "Retry-After";

    private static readonly Dictionary<string, string> Tags = new()
    {
        [Pictures] = "Naming the country of pictures",
        [Game] = "Playing against the net",
        [Service] = "What is served, and how it goes",
    };

    private static readonly Dictionary<string, (string Id, string Tag)> Operations = new(StringComparer.Ordinal)
    {
        ["POST /api/predict"] = ("predict", Pictures),
        ["POST /api/predict/batch"] = ("predictBatch", Pictures),
        ["GET /api/examples"] = ("listExamples", Pictures),
        ["GET /api/examples/{number}"] = ("getExample", Pictures),
        ["POST /api/examples/{number}/predict"] = ("predictExample", Pictures),
        ["POST /api/games"] = ("beginGame", Game),
        ["GET /api/games/{game}"] = ("getGame", Game),
        ["GET /api/games/{game}/rounds/{number}/picture"] = ("getRoundPicture", Game),
        ["GET /api/games/{game}/rounds/{number}/heatmap"] = ("getRoundHeatmap", Game),
        ["POST /api/games/{game}/rounds/{number}/guess"] = ("guess", Game),
        ["GET /api/countries"] = ("listCountries", Service),
        ["GET /api/model"] = ("getModel", Service),
        ["GET /healthz"] = ("getHealth", Service),
        ["GET /livez"] = ("getLife", Service),
        ["GET /metrics"] = ("getMetrics", Service),
    };

    // By operation, what answers with no document.
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["getExample"] = "image/jpeg",
        ["getRoundPicture"] = "image/jpeg",
        ["getRoundHeatmap"] = "image/png",
    };

    /// <summary>Adds it.</summary>
    public static void Set(OpenApiOptions api, WebServiceOptions options) => api.AddDocumentTransformer((document, _, _) =>
    {
        Describe(document, options.ApiKey is not null);
        return Task.CompletedTask;
    });

    private static void Describe(OpenApiDocument document, bool keyed)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Honnan",
            Version = typeof(ApiDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0",
            Description = "Names the country of street pictures and shows why. Errors are problem documents (RFC 9457).",
        };
        document.Tags = new HashSet<OpenApiTag>(Tags.Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }));
        if (keyed)
        {
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = ApiKeyCheck.Header },
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer },
            };
        }

        foreach ((string path, IOpenApiPathItem item) in document.Paths)
        {
            foreach ((HttpMethod method, OpenApiOperation operation) in item.Operations ?? [])
            {
                Describe(document, operation, method.Method, path, keyed);
            }
        }
    }

    private static void Describe(OpenApiDocument document, OpenApiOperation operation, string method, string path, bool keyed)
    {
        (string id, string tag) = Operations[$"{method} {path}"];
        operation.OperationId = id;
        operation.Tags = new HashSet<OpenApiTagReference> { new(tag, document) };
        foreach (OpenApiParameter parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query))
        {
            (parameter.Description, parameter.Schema) = Query(parameter.Name!);
        }

        if (!ClientLimits.IsLimited(method, path))
        {
            operation.Responses?.Remove("429");
        }

        if (operation.Responses?.GetValueOrDefault("429") is OpenApiResponse busy)
        {
            busy.Headers = new Dictionary<string, IOpenApiHeader>
            {
                [RetryAfter] = new OpenApiHeader { Description = "Seconds after which to ask again.", Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" } },
            };
        }

        if (Files.TryGetValue(id, out string? type) && operation.Responses?.GetValueOrDefault("200") is OpenApiResponse file)
        {
            file.Content = new Dictionary<string, OpenApiMediaType> { [type] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } };
        }

        if (operation.RequestBody is OpenApiRequestBody body)
        {
            body.Required = true; // a guess may be missing only so that it is told what it lacks
        }

        if (!keyed || !ApiKeyCheck.IsGuarded(method, path))
        {
            operation.Responses?.Remove("401");
        }
        else
        {
            operation.Security = [.. ((string[])[Key, Bearer]).Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] })];
        }
    }

    private static (string Description, OpenApiSchema Schema) Query(string name) => name switch
    {
        "heatmap" => ("Whether heat maps are wanted; naming a country or a method asks for them too.", Switch()),
        "all" => ("Every country, not only those that the model knows.", Switch()),
        "thumbnail" => ("A small one.", Switch()),
        "country" => ("Whose heat map is wanted, as ISO 3166-1 alpha-2 code; without it that of the likeliest country.", new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Z]{2}$" }),
        "method" => ("How the heat map is made; without it the first of the model's methods.", Choice(null, [.. Enum.GetValues<CamMethod>().Select(PredictQuery.NameOf)])),
        "top" => ("How many countries are named.", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{PredictQuery.MostTop}", Default = JsonValue.Create(PredictQuery.DefaultTop) }),
        "language" => ("The language of countries' names.", Choice("en", "en", "hu")),
        _ => throw new InvalidOperationException($"the parameter '{name}' is not described"),
    };

    private static OpenApiSchema Switch() => new() { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) };

    private static OpenApiSchema Choice(string? usual, params string[] words) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word)!)],
        Default = usual is null ? null : JsonValue.Create(usual),
    };
}
