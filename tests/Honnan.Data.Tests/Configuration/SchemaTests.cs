using System.Text.Json;
using Honnan.Data.Configuration;
using Honnan.Data.Curation;
using Honnan.Data.Sources;
using Json.Schema;
using Xunit;

namespace Honnan.Data.Tests.Configuration;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("data", typeof(DataFile))]
    [InlineData("curate", typeof(CurationOptions))]
    public void Schema_OfAFile_IsWhatTheClassesGive(string name, Type type)
    {
        (string written, string wanted) = ConfigurationSchema.Committed(name, type, StrictJson.Options);
        Assert.True(wanted == written, $"docs/schemas/{name}.schema.json is not what the classes give: run this test once with {ConfigurationSchema.WriteVariable}=1");
    }

    [Fact]
    public void Schema_EveryShippedDataFile_Fits()
    {
        string[] files = Directory.GetFiles(ProjectFolder.At("experiments", "data"), "*.json");
        Assert.NotEmpty(files);
        Assert.All(files, path => Assert.True(Fits("data", File.ReadAllText(path)), path));
    }

    /// <summary>An editor must not underline what the reader takes, nor pass what it refuses for its form.</summary>
    [Theory]
    [InlineData("""{ "$schema": "x", "sources": [ { "name": "a", "kind": "folders", "path": "x", "size": "1536x662", "overlay": "geoguessr" } ], "vocabulary": { "from": ["a"] } }""", true)]
    [InlineData("""{ "sources": [], "vocabulary": { "countries": ["HU"] } }""", true)]
    [InlineData("""{ "sources": [ { "name": "a", "kind": "folders" } ], "vocabulary": { "from": ["a"] } }""", false)]
    [InlineData("""{ "sources": [ { "name": "a", "kind": "folders", "path": "x", "sise": "1x1" } ], "vocabulary": { "from": ["a"] } }""", false)]
    [InlineData("""{ "sources": [ null ], "vocabulary": { "from": ["a"] } }""", false)]
    [InlineData("""{ "sources": {}, "vocabulary": { "from": ["a"] } }""", false)]
    [InlineData("""{ "vocabulary": { "from": ["a"] } }""", false)]
    public void Schema_OfADataFile_SaysWhatTheReaderSays(string text, bool right) => Agrees<DataFile>("data", text, right);

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{ "$schema": "x", "splitBy": "random", "copies": { "nearCopies": "drop" }, "thinning": { "compromise": 0.5 }, "perCountry": null }""", true)]
    [InlineData("""{ "splitBy": "chance" }""", false)]
    [InlineData("""{ "folds": 5.5 }""", false)]
    [InlineData("""{ "thinning": null }""", false)]
    [InlineData("""{ "thinning": { "flor": 1 } }""", false)]
    [InlineData("""{ "informationWeights": { "edges": "1" } }""", false)]
    public void Schema_OfACurationFile_SaysWhatTheReaderSays(string text, bool right) => Agrees<CurationOptions>("curate", text, right);

    private static void Agrees<T>(string name, string text, bool right)
        where T : class
    {
        Assert.Equal(right, Fits(name, text));
        Exception? refused = Record.Exception(() => StrictJson.Parse<T>(text, "test"));
        if (right)
        {
            // What values must be beyond their form, such as a source to exist, no schema says.
            Assert.True(refused is null || refused.Message.Contains("sources", StringComparison.Ordinal), refused?.Message);
        }
        else
        {
            Assert.IsType<InputException>(refused);
        }
    }

    private static bool Fits(string name, string text) =>
        JsonSchema.FromText(File.ReadAllText(ProjectFolder.At("docs", "schemas", $"{name}.schema.json"))).Evaluate(JsonDocument.Parse(text).RootElement).IsValid;
}
