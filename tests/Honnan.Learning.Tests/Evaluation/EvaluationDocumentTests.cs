using System.Text.Json.Nodes;
using Honnan.Learning.Evaluation;
using Honnan.Learning.Metrics;
using Honnan.Learning.Tests.Metrics;
using Xunit;

namespace Honnan.Learning.Tests.Evaluation;

public sealed class EvaluationDocumentTests
{
    private static readonly Prediction[] Two =
    [
        Drawn.Of(0, [0.75, 0.25], group: "a", file: "x, 1.jpg"),
        Drawn.Of(1, [0.5, 0.5], group: "b", file: "y.jpg") with { Known = false },
    ];

    [Fact]
    public void ToJson_NoPoints_HasTheContractsKeysWithoutDistances()
    {
        JsonObject document = Written(Two, null);

        string[] always =
        [
            "pictures", "refused", "outside", "classes", "top1", "top5", "balancedAccuracy", "macroF1", "logLoss", "brier", "ece",
            "intervals", "perCountry", "perSource",
        ];
        Assert.All(always, key => Assert.True(document.ContainsKey(key), key));
        Assert.All(["medianKm", "within", "picturesPerSecond"], (string key) => Assert.False(document.ContainsKey(key), key));
        Assert.Equal(1, document["refused"]!.GetValue<int>());
        Assert.Equal(0.5, document["top1"]!.GetValue<double>());
        Assert.Equal(2, document["intervals"]!["top1"]!.AsArray().Count);
        Assert.Equal("""{"country":"AA","pictures":1,"recall":1,"precision":0.5}""", document["perCountry"]![0]!.ToJsonString());
        Assert.Equal(["source", "pictures", "top1", "top5", "intervals"], document["perSource"]![0]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public void ToJson_Points_HaveMedianAndLevels()
    {
        JsonObject document = Written([.. Two.Select(p => p.Away(100))], 12.5);

        Assert.Equal(100, document["medianKm"]!.GetValue<double>());
        Assert.Equal("""{"25":0,"200":1,"750":1,"2500":1}""", document["within"]!.ToJsonString());
        Assert.Equal(12.5, document["picturesPerSecond"]!.GetValue<double>());
    }

    [Fact]
    public void WriteConfusion_Pairs_AreRows()
    {
        var text = new StringWriter();
        ConfusionTable.Write(text, Figures.From(Two, Drawn.Vocabulary(2)).Confusion, Drawn.Vocabulary(2));

        Assert.Equal("true,predicted,count\nAA,AA,1\nAB,AA,1\n", text.ToString());
    }

    [Fact]
    public void WritePredictions_NameWithComma_IsQuoted()
    {
        var text = new StringWriter();
        PredictionTable.Write(text, Two, Drawn.Vocabulary(2));

        Assert.Equal(
            "source,file,group,country,guess,probability,known,kilometres,top5\n"
            + "s,\"x, 1.jpg\",a,AA,AA,0.75,,,AA 0.75;AB 0.25\n"
            + "s,y.jpg,b,AB,AA,0.5,false,,AA 0.5;AB 0.5\n",
            text.ToString());
    }

    private static JsonObject Written(Prediction[] predictions, double? speed) => JsonNode.Parse(EvaluationDocument.From(
        Figures.From(predictions, Drawn.Vocabulary(2)), predictions, Drawn.Vocabulary(2), new GroupBootstrap { Seed = 1 }, picturesPerSecond: speed, cancellation: TestContext.Current.CancellationToken).ToJson())!.AsObject();
}
