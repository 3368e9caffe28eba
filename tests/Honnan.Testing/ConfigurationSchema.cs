using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;

namespace Honnan.Testing;

/// <summary>
/// The JSON Schema of a kind of configuration file, made of its class: keys, types, words of enumerations, defaults, and
/// the class's own documentation as descriptions. The files in <c>docs/schemas</c> are its output.
/// </summary>
public static class ConfigurationSchema
{
    /// <summary>Set to anything, it makes <see cref="Committed"/> write the file in place of comparing it.</summary>
    public const string WriteVariable = "HONNAN_WRITE_SCHEMAS";

    /// <summary>The schema of <paramref name="type"/> as the strict reader with <paramref name="options"/> takes it.</summary>
    public static string Of(Type type, JsonSerializerOptions options)
    {
        // The exporter gives no more than the serialiser needs; what the reader asks beside that is added to each node.
        var exporter = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Complete(context, node, options),
        };
        var schema = (JsonObject)options.GetJsonSchemaAsNode(type, exporter);
        ((JsonObject)schema["properties"]!).Insert(0, "$schema", new JsonObject { ["description"] = "This file's JSON Schema, for editors; not read.", ["type"] = "string" });
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema.ToJsonString(options) + "\n";
    }

    /// <summary>The text of <c>docs/schemas/NAME.schema.json</c>, and what it should be.</summary>
    public static (string Written, string Wanted) Committed(string name, Type type, JsonSerializerOptions options)
    {
        string path = ProjectFolder.At("docs", "schemas", $"{name}.schema.json");
        string wanted = Of(type, options);
        if (Environment.GetEnvironmentVariable(WriteVariable) is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, wanted);
        }

        return (File.Exists(path) ? File.ReadAllText(path) : "", wanted);
    }

    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode node, JsonSerializerOptions options)
    {
        if (node is not JsonObject schema)
        {
            return node;
        }

        var property = context.PropertyInfo?.AttributeProvider as PropertyInfo;
        Type bare = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        string description = property is null ? DocumentationFile.Summary(bare) : DocumentationFile.Summary(property);
        if (bare.IsEnum)
        {
            schema["type"] = "string"; // else the words alone would stand there
            string words = string.Join("; ", Enum.GetNames(bare).Select(word => $"{JsonNamingPolicy.CamelCase.ConvertName(word)}: {DocumentationFile.Summary(bare, word).TrimEnd('.')}"));
            description = $"{description} {words}.";
        }

        if (property is not null && Default(property, options) is { } value)
        {
            schema["default"] = value;
        }

        if (schema["properties"] is JsonObject members)
        {
            // A property without a setter is worked out, not read.
            foreach (string key in members.Select(m => m.Key).Except(Settable(bare), StringComparer.Ordinal).ToArray())
            {
                members.Remove(key);
            }

            schema["additionalProperties"] = false;
        }

        if (description.Length > 0)
        {
            schema.Insert(0, "description", description);
        }

        return schema;
    }

    private static IEnumerable<string> Settable(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.CanWrite && !p.IsDefined(typeof(JsonIgnoreAttribute)))
        .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));

    private static JsonNode? Default(PropertyInfo property, JsonSerializerOptions options) =>
        property.CustomAttributes.Any(a => a.AttributeType.FullName == "System.Runtime.CompilerServices.RequiredMemberAttribute")
            || property.DeclaringType!.GetConstructor(Type.EmptyTypes) is null
            ? null
            : JsonSerializer.SerializeToNode(property.GetValue(Activator.CreateInstance(property.DeclaringType!)), property.PropertyType, options);
}
