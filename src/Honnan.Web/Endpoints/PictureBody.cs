using Honnan.Web.Uploads;
using Microsoft.OpenApi;

namespace Honnan.Web.Endpoints;

/// <summary>Describes the bodies that hold pictures.</summary>
internal static class PictureBody
{
    /// <summary>A form with pictures, or where one is wanted the picture itself.</summary>
    public static Task DescribeAsync(OpenApiOperation operation, int most)
    {
        var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        OpenApiSchema field = most == 1 ? file : new OpenApiSchema { Type = JsonSchemaType.Array, Items = file, MaxItems = most };
        var content = new Dictionary<string, OpenApiMediaType>
        {
            ["multipart/form-data"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema> { [UploadReader.Field] = field },
                    Required = new HashSet<string> { UploadReader.Field },
                },
            },
        };
        foreach (string type in most == 1 ? (string[])["image/jpeg", "image/png", "image/webp", "application/octet-stream"] : [])
        {
            content[type] = new OpenApiMediaType { Schema = file };
        }

        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
        return Task.CompletedTask;
    }
}
