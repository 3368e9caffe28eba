using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Honnan.Data.Configuration;

/// <summary>Compares a JSON document with the record type that it is to fill, and gathers every difference.</summary>
internal static class JsonShape
{
    public static void Check(Type type, JsonNode? node, string path, List<string> errors) => Check(type, null, node, path, errors);

    private static void Check(Type type, NullabilityInfo? nullability, JsonNode? node, string path, List<string> errors)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        if (node is null)
        {
            if (type.IsValueType ? bare == type : nullability?.WriteState == NullabilityState.NotNull)
            {
                errors.Add($"{path} must not be null");
            }
        }
        else if (ElementType(bare) is { } element)
        {
            CheckList(element, nullability?.ElementType ?? nullability?.GenericTypeArguments.FirstOrDefault(), node, path, errors);
        }
        else if (bare == typeof(string) || bare.IsPrimitive || bare.IsEnum || bare == typeof(decimal))
        {
            CheckScalar(bare, node, path, errors);
        }
        else
        {
            CheckObject(bare, node, path, errors);
        }
    }

    public static void Validate(object value, string path, List<string> errors)
    {
        if (value is IValidated validated)
        {
            errors.AddRange(validated.Errors().Select(error => path + error));
        }

        foreach (PropertyInfo property in Properties(value.GetType()))
        {
            string name = path + Name(property);
            object? inner = property.GetValue(value);
            if (inner is IEnumerable list and not string)
            {
                int i = 0;
                foreach (object? item in list)
                {
                    if (item is not null && IsRecord(item.GetType()))
                    {
                        Validate(item, $"{name}[{i}].", errors);
                    }

                    i++;
                }
            }
            else if (inner is not null && IsRecord(inner.GetType()))
            {
                Validate(inner, name + ".", errors);
            }
        }
    }

    private static void CheckObject(Type type, JsonNode node, string path, List<string> errors)
    {
        if (node is not JsonObject document)
        {
            errors.Add($"{Here(path)} must be an object");
            return;
        }

        var properties = Properties(type).ToDictionary(Name, StringComparer.Ordinal);
        string prefix = path.Length == 0 ? "" : path + ".";
        foreach ((string key, JsonNode? value) in document)
        {
            if (key == "$schema" && path.Length == 0)
            {
                continue;
            }

            if (properties.TryGetValue(key, out PropertyInfo? property))
            {
                Check(property.PropertyType, new NullabilityInfoContext().Create(property), value, prefix + key, errors);
            }
            else
            {
                string hint = Spelling.Hint(key, properties.Keys);
                string choices = hint.Length > 0 ? hint : $"; it may be {string.Join(", ", properties.Keys)}";
                errors.Add($"unknown key '{prefix}{key}'{choices}");
            }
        }

        errors.AddRange(properties
            .Where(p => IsRequired(p.Value) && !document.ContainsKey(p.Key))
            .Select(p => $"'{prefix}{p.Key}' is missing"));
        if (document.ContainsKey("$schema") && path.Length == 0)
        {
            document.Remove("$schema");
        }
    }

    private static void CheckList(Type element, NullabilityInfo? nullability, JsonNode node, string path, List<string> errors)
    {
        if (node is not JsonArray list)
        {
            errors.Add($"{Here(path)} must be a list: {Form(element)}");
            return;
        }

        for (int i = 0; i < list.Count; i++)
        {
            Check(element, nullability, list[i], $"{path}[{i}]", errors);
        }
    }

    /// <summary>How a list of such items is written.</summary>
    private static string Form(Type element)
    {
        if (element == typeof(string) || element.IsPrimitive || element.IsEnum || element == typeof(decimal))
        {
            return element == typeof(string) || element.IsEnum ? "[\"…\", …]" : "[…]";
        }

        PropertyInfo[] properties = [.. Properties(element)];
        IEnumerable<PropertyInfo> shown = Array.Exists(properties, IsRequired) ? properties.Where(IsRequired) : properties;
        return $"[{{{string.Join(", ", shown.Select(p => $"\"{Name(p)}\": …"))}}}, …]";
    }

    private static void CheckScalar(Type type, JsonNode node, string path, List<string> errors)
    {
        if (type.IsEnum)
        {
            // The serializer takes the words in any letters; keys are not taken so either.
            string[] words = [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];
            string? word = node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
            if (word is null || !words.Contains(word, StringComparer.Ordinal))
            {
                string hint = word is null ? "" : Spelling.Hint(word, words);
                errors.Add($"{path} must be one of {string.Join(", ", words)}, not {node.ToJsonString()}{hint}");
            }

            return;
        }

        try
        {
            _ = node.Deserialize(type, StrictJson.Options);
        }
        catch (JsonException)
        {
            string wanted = type == typeof(string) ? "a string"
                : type == typeof(bool) ? "true or false"
                : type == typeof(float) || type == typeof(double) ? "a number"
                : "a whole number";
            errors.Add($"{path} must be {wanted}, not {node.ToJsonString()}");
        }
    }

    private static string Here(string path) => path.Length == 0 ? "the document" : path;

    private static Type? ElementType(Type type) =>
        type == typeof(string) ? null
        : type.IsArray ? type.GetElementType()
        : type.GetInterfaces().Append(type)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static bool IsRecord(Type type) => type.IsClass && type != typeof(string) && type.Assembly.GetName().Name!.StartsWith("Honnan", StringComparison.Ordinal);

    private static IEnumerable<PropertyInfo> Properties(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.CanWrite && p.GetIndexParameters().Length == 0 && !p.IsDefined(typeof(JsonIgnoreAttribute)));

    // By name: one of the libraries carries a type of the same name for older frameworks.
    private static bool IsRequired(PropertyInfo property) =>
        property.CustomAttributes.Any(a => a.AttributeType.FullName == "System.Runtime.CompilerServices.RequiredMemberAttribute");

    private static string Name(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
