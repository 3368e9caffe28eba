using Xunit;

namespace Honnan.Architecture.Tests;

public sealed class StageOrderTests
{
    public static TheoryData<string, string[]> Projects => new()
    {
        { "Honnan.Data", [StageOrder.Own, "Files", "Downloads", "Geography", "Configuration", "Charts", "Stores", "Sources", "Imaging", "Catalogue", "Curation", "Loading", "Onnx", "Answers", "Scoring", "HeatMaps", "Reports", "Benchmarking"] },
        {
            "Honnan.Learning",
            [
                "Runtime", "Ranks", "Weights", "Loading", "Graphs", "Models", "Predicting", "Features", "Metrics", "Charts", "Experiments", "Fitting", "Probes",
                "Training", "Evaluation", "Reporting", "Explaining", "Export", "Benchmarking",
            ]
        },
        { "Honnan.Inference", ["Files", "Sessions", "HeatMaps", "Quantizing", StageOrder.Own, "Benchmarking"] },
        {
            "Honnan.World",
            [
                "Geometry", "Optics", "Rasters", "Recipes", "Scenery", "Sprites", "Textures", "Painting", "Things", "Lens", "Staging", "Truth",
                "Output", StageOrder.Own,
            ]
        },
        { "Honnan.Cluster", [StageOrder.Own] },
        { "Honnan.ObjectStores", [StageOrder.Own] },
        { "Honnan.Web", [StageOrder.Own, "Errors", "Metrics", "Pages", "Reports", "Uploads", "Predicting", "Play", "Safety", "Endpoints", "Hosting"] },
        { "Honnan.Cli", ["CommandLine", "Models", "Demo", "Commands"] },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void Stages_OfAProject_UseNoLaterOne(string root, string[] stages)
    {
        var order = new StageOrder(root, stages);
        Assert.Contains(Compiled.Product.Types, type => type.FullName.StartsWith(root + ".", StringComparison.Ordinal));
        string[] violations = [.. order.Violations(Compiled.Product), .. order.SourceViolations()];
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Stages_OfAProject_AreItsFolders(string root, string[] stages)
    {
        // A folder may hold descriptions alone, of which the build makes its types.
        IEnumerable<string> described = Directory.EnumerateFiles(ProjectFolder.At("src", root), "*.proto", SearchOption.AllDirectories);
        IEnumerable<string> folders = SourceFiles.In("src", root).Concat(described)
            .Select(file => Path.GetRelativePath(ProjectFolder.At("src", root), file).Split(Path.DirectorySeparatorChar))
            .Where(parts => parts.Length > 1)
            .Select(parts => parts[0])
            .Distinct();
        Assert.Equal(stages.Where(s => s != StageOrder.Own).Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Projects_OfTheProduct_HaveAnOrder() => Assert.Equal(
        Directory.GetDirectories(ProjectFolder.At("src")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal),
        Projects.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    // Each kind of use is a nested type of the sample.
    [Theory]
    [InlineData("ByField")]
    [InlineData("ByBase")]
    [InlineData("ByParameter")]
    [InlineData("ByAttribute")]
    [InlineData("ByTypeArgument")]
    [InlineData("ByCreation")]
    [InlineData("ByStaticCall")]
    [InlineData("ByGenericCall")]
    [InlineData("ByOwnTypeArgument")]
    [InlineData("ByTypeOf")]
    [InlineData("InLambda")]
    [InlineData("InIterator")]
    [InlineData("InAsync")]
    public void Violations_UseOfALaterStage_IsFound(string use)
    {
        var order = new StageOrder("Honnan.Architecture.Tests.Samples", "Early", "Late");
        Assert.Contains(order.Violations(Compiled.Tests), line => line.Contains($".Early.{use}", StringComparison.Ordinal));
    }

    [Fact]
    public void Violations_UseOfAnEarlierStage_IsNone()
    {
        var order = new StageOrder("Honnan.Architecture.Tests.Samples", "Late", "Early");
        Assert.Empty(order.Violations(Compiled.Tests));
    }

    [Fact]
    public void Violations_FolderWithoutAPlace_IsOne()
    {
        var order = new StageOrder("Honnan.Architecture.Tests.Samples", "Early");
        Assert.Contains(order.Violations(Compiled.Tests), line => line.Contains(".Late.", StringComparison.Ordinal));
    }
}
