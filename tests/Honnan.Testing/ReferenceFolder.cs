using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Honnan.Testing;

/// <summary>
/// The folder of figures that other programs computed: named by HONNAN_REFERENCE, or else ../shared/reference seen from
/// the project's root. Tests that ask for it are skipped where it is absent.
/// </summary>
public static class ReferenceFolder
{
    /// <summary>The folder, or null where there is none.</summary>
    public static string? Find()
    {
        string folder = Named();
        return File.Exists(Path.Combine(folder, "manifest.json")) ? folder : null;
    }

    /// <summary>A path in the folder; skips the running test where the folder is absent.</summary>
    public static string FilePath(string name)
    {
        string? folder = Find();
        Assert.SkipWhen(folder is null, $"no reference folder: there is no '{Path.Combine(Named(), "manifest.json")}' (HONNAN_REFERENCE names another)");
        return Path.Combine(folder, name);
    }

    /// <summary>What the folder says is to be computed.</summary>
    public static JsonObject Manifest() => Json("manifest.json");

    /// <summary>
    /// What the entries of a list of the manifest are called, for a theory's rows; one row where the folder is absent, so that
    /// the test runs as far as <see cref="Manifest"/>, which skips it.
    /// </summary>
    public static IEnumerable<string> Names(string list, string key = "file") =>
        Find() is null ? [""] : Manifest()[list]!.AsArray().Select(entry => entry![key]!.GetValue<string>());

    /// <summary>One of its JSON documents.</summary>
    public static JsonObject Json(string name) =>
        JsonNode.Parse(File.ReadAllText(FilePath(name)))!.AsObject();

    /// <summary>A list of numbers in a JSON document.</summary>
    public static T[] Values<T>(JsonNode? node) => node.Deserialize<T[]>()!;

    /// <summary>The tensors of one of its safetensors files.</summary>
    public static ReferenceTensors Tensors(string name) => ReferenceTensors.Read(FilePath(name));

    private static string Named() =>
        Environment.GetEnvironmentVariable("HONNAN_REFERENCE") is { Length: > 0 } named ? named : SharedFolder.Beside("reference");
}
