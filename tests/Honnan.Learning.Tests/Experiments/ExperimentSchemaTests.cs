using System.Text.Json;
using System.Text.Json.Nodes;
using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Learning.Experiments;
using Json.Schema;
using Xunit;

namespace Honnan.Learning.Tests.Experiments;

public sealed class ExperimentSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(ProjectFolder.At("docs", "schemas", "experiment.schema.json")));

    [Fact]
    public void Schema_OfExperiments_IsWhatTheClassesGive()
    {
        (string written, string wanted) = ConfigurationSchema.Committed("experiment", typeof(Experiment), StrictJson.Options);
        Assert.True(wanted == written, $"docs/schemas/experiment.schema.json is not what the classes give: run this test once with {ConfigurationSchema.WriteVariable}=1");
    }

    [Fact]
    public void Page_OfExperiments_HasEveryKeyAsTheClassesHaveIt()
    {
        string schema = ConfigurationSchema.Of(typeof(Experiment), StrictJson.Options);
        (string written, string wanted) = ConfigurationTables.Committed("experiment-file.md", schema);
        Assert.True(wanted == written, $"docs/experiment-file.md does not have the keys as the classes have them: run this test once with {ConfigurationSchema.WriteVariable}=1");
        Assert.DoesNotMatch("(?m)^\\| .* \\|  \\|$", wanted); // a key without a word about it
    }

    [Fact]
    public void Schema_EveryShippedExperiment_Fits() => Assert.All(
        Directory.GetFiles(ProjectFolder.At("experiments"), "*.json"),
        path => Assert.True(Fits(File.ReadAllText(path)), path));

    /// <summary>An editor must not underline what the reader takes, nor pass what it refuses for its form.</summary>
    [Theory]
    [InlineData("""{ "$schema": "../docs/schemas/experiment.schema.json" }""", true)]
    [InlineData("""{ "model": { "net": "resnet50", "head": [1000, 300], "weights": null } }""", true)]
    [InlineData("""{ "training": { "epochs": 0.5, "learningRate": { "from": 1, "to": 1, "schedule": "oneCycle", "peak": 2 }, "frozen": [{ "pattern": "*", "until": 0.5 }] } }""", true)]
    [InlineData("""{ "loading": { "augment": { "blur": 1 } } }""", true)]
    [InlineData("""{ "loading": { "augment": null } }""", true)]
    [InlineData("""{ "purpose": null }""", false)]
    [InlineData("""{ "loading": null }""", false)]
    [InlineData("""{ "loading": { "shortside": 256 } }""", false)]
    [InlineData("""{ "model": { "head": [1000] } }""", false)]
    [InlineData("""{ "model": { "net": "resnet50", "head": [null] } }""", false)]
    [InlineData("""{ "model": { "net": "resnet50", "head": 1000 } }""", false)]
    [InlineData("""{ "model": { "net": "resnet50", "activation": "tanh" } }""", false)]
    [InlineData("""{ "model": { "net": "resnet50", "$schema": "x" } }""", false)]
    [InlineData("""{ "training": { "epochs": "2", "learningRate": { "from": 1, "to": 1 } } }""", false)]
    [InlineData("""{ "training": { "epochs": 2, "batch": 1.5, "learningRate": { "from": 1, "to": 1 } } }""", false)]
    [InlineData("""{ "training": { "epochs": 2, "keepsFeatures": true, "learningRate": { "from": 1, "to": 1 } } }""", false)]
    public void Schema_OfADocument_SaysWhatTheReaderSays(string changes, bool right)
    {
        JsonObject document = JsonNode.Parse("""
            { "purpose": "p", "model": { "net": "resnet50" }, "training": { "epochs": 1, "learningRate": { "from": 1e-3, "to": 1e-4 } } }
            """)!.AsObject();
        foreach ((string key, JsonNode? value) in JsonNode.Parse(changes)!.AsObject())
        {
            document[key] = value?.DeepClone();
        }

        string text = document.ToJsonString();
        Assert.Equal(right, Fits(text));
        Assert.Equal(right, Reads(text));
    }

    private static bool Fits(string text) => Schema.Evaluate(JsonDocument.Parse(text).RootElement).IsValid;

    private static bool Reads(string text)
    {
        try
        {
            return StrictJson.Parse<Experiment>(text, "test") is not null;
        }
        catch (InputException)
        {
            return false;
        }
    }
}
