using System.Xml.Linq;
using ArchUnitNET.Domain;
using Xunit;

namespace Honnan.Architecture.Tests;

public sealed class ReferencesTests
{
    private static readonly string[] Terminal = ["Spectre.Console", "System.CommandLine"];
    private static readonly string[] Stores = ["AWSSDK.", "Honnan.ObjectStores"];
    private static readonly string[] Tensors = ["TorchSharp", "TorchSharp-", "libtorch-"];

    /// <summary>A project, and what it must not stand on: projects, or packages by the beginning of their names.</summary>
    public static TheoryData<string, string[]> Projects => new()
    {
        { "Honnan.Data", ["Honnan.", "AWSSDK.", .. Tensors, .. Terminal] },
        { "Honnan.World", ["Honnan.Learning", "Honnan.Cli", "Honnan.Inference", "Honnan.Web", "Honnan.Cluster", .. Tensors, .. Stores, .. Terminal] },
        { "Honnan.Inference", ["Honnan.Learning", "Honnan.World", "Honnan.Cli", "Honnan.Web", "Honnan.Cluster", .. Tensors, .. Stores, .. Terminal] },
        { "Honnan.Web", ["Honnan.Cli", "Honnan.Learning", "Honnan.Cluster", .. Tensors, .. Stores, .. Terminal] },
        { "Honnan.Learning", ["Honnan.Cli", "Honnan.Inference", "Honnan.Web", "Honnan.Cluster", .. Stores, .. Terminal] },
        { "Honnan.ObjectStores", ["Honnan.Learning", "Honnan.Inference", "Honnan.Cli", "Honnan.Web", "Honnan.World", "Honnan.Cluster", .. Tensors, .. Terminal] },
        { "Honnan.Cluster", ["Honnan.Cli", "Honnan.Inference", "Honnan.Web", "Honnan.World", .. Stores, .. Terminal] },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ItsReferences_StayOutOf(string project, string[] banned)
    {
        IEnumerable<XElement> items = XDocument.Load(ProjectFolder.At("src", project, $"{project}.csproj")).Descendants();
        string[] references =
        [
            .. items.Where(e => e.Name.LocalName == "PackageReference").Select(e => e.Attribute("Include")!.Value),
            .. items.Where(e => e.Name.LocalName == "ProjectReference").Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value)),
        ];
        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, r => banned.Any(b => r.StartsWith(b, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Assembly_ItsReferences_StayOutOf(string project, string[] banned) => Assert.DoesNotContain(
        System.Reflection.Assembly.Load(project).GetReferencedAssemblies(),
        r => banned.Any(b => r.Name!.StartsWith(b, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Reading a file of weights or figures must not load half a gigabyte of native code.</summary>
    [Theory]
    [InlineData("Honnan.Learning.Weights")]
    [InlineData("Honnan.Learning.Metrics")]
    [InlineData("Honnan.Learning.Charts")]
    public void Stage_OfPlainCode_DoesWithoutTheTensorLibrary(string stage)
    {
        IType[] types = [.. Compiled.Product.Types.Where(type => type.Namespace.FullName == stage)];
        Assert.NotEmpty(types);
        Assert.DoesNotContain(types, UsesTensors);
    }

    [Fact]
    public void UsesTensors_OfTheNets_IsTold() =>
        Assert.Contains(Compiled.Product.Types.Where(type => type.Namespace.FullName == "Honnan.Learning.Models"), UsesTensors);

    private static bool UsesTensors(IType type) =>
        type.Dependencies.Any(d => d.Target.FullName.StartsWith("TorchSharp.", StringComparison.Ordinal));
}
