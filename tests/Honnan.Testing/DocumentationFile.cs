using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Honnan.Testing;

/// <summary>What the sources' comments say of types and members, from the file that the compiler writes beside an assembly.</summary>
internal static partial class DocumentationFile
{
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, XElement>> Read = new();

    /// <summary>The summary of a type in one line; empty where there is none.</summary>
    public static string Summary(Type type) => Summary(type.Assembly, $"T:{Name(type)}");

    /// <summary>The summary of a property.</summary>
    public static string Summary(PropertyInfo property) => Summary(property.DeclaringType!.Assembly, $"P:{Name(property.DeclaringType!)}.{property.Name}");

    /// <summary>The summary of an enumeration's word.</summary>
    public static string Summary(Type type, string word) => Summary(type.Assembly, $"F:{Name(type)}.{word}");

    private static string Summary(Assembly assembly, string member) =>
        Read.GetOrAdd(Path.ChangeExtension(assembly.Location, ".xml"), Members).TryGetValue(member, out XElement? summary)
            ? White().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim()
            : "";

    private static IReadOnlyDictionary<string, XElement> Members(string path) => !File.Exists(path)
        ? new Dictionary<string, XElement>() // another's library
        : XDocument.Load(path).Descendants("member")
            .Where(m => m.Element("summary") is not null)
            .ToDictionary(m => m.Attribute("name")!.Value, m => m.Element("summary")!, StringComparer.Ordinal);

    // <see cref="P:Honnan.X.ShortSide"/> is the key shortSide to a reader of JSON.
    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } target => JsonNamingPolicy.CamelCase.ConvertName(target.Value[(target.Value.LastIndexOf('.') + 1)..]),
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex White();
}
