using Honnan.Learning.Explaining;
using Honnan.Learning.Explaining.Faithfulness;
using Honnan.Learning.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Explaining.Faithfulness;

/// <summary>A net that looks for red, a picture with one red place, a map that shows it and one that shows the opposite.</summary>
public sealed class FaithfulnessTests
{
    private const int Side = 32;

    [Fact]
    public void Figures_MapOfTheCause_AreBetterThanThoseOfItsOpposite()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = new IdentityNet([60, 0, 0], [0, 0, 0]);
        float[] values = new float[3 * Side * Side];
        float[] map = new float[Side * Side];
        for (int i = 0; i < map.Length; i++)
        {
            bool inside = i % Side is >= 4 and < 12 && i / Side is >= 20 and < 28;
            (values[i], map[i]) = inside ? (1, 1) : (-0.05f, (i % 7) / 100f);
        }

        FaithfulnessFigures good = FaithfulnessMeasure.Of(net, new SeenPicture(values, new HeatMap(map, Side, Side)), 0, seed: 1);
        FaithfulnessFigures bad = FaithfulnessMeasure.Of(net, new SeenPicture(values, new HeatMap(Array.ConvertAll(map, v => 1 - v), Side, Side)), 0, seed: 1);

        Assert.True(good.Road > 0.1, $"ROAD {good.Road}");
        Assert.Equal(good.Road, -bad.Road, 0.05);
        Assert.True(good.Deletion < bad.Deletion - 0.1, $"deletion {good.Deletion}, {bad.Deletion}");
        Assert.True(good.Insertion > bad.Insertion + 0.05, $"insertion {good.Insertion}, {bad.Insertion}");
        Assert.True(good.ConfidenceChange > 0, $"change {good.ConfidenceChange}"); // what speaks against it turns grey
        Assert.True(bad.ConfidenceChange < -0.1, $"change {bad.ConfidenceChange}");
    }

    // One step of 16 deletes the first 64 of 1,024 pixels: all that is red. From then on the logit is 0 and the probability a half.
    [Fact]
    public void Deletion_OneRedPlace_IsTheAreaUnderItsFall()
    {
        using var net = new IdentityNet([60, 0, 0], [0, 0, 0]);
        float[] values = new float[3 * Side * Side];
        float[] map = new float[Side * Side];
        for (int i = 0; i < 64; i++)
        {
            values[i] = map[i] = 1;
        }

        var measured = DeletionInsertion.Of(new SeenPicture(values, new HeatMap(map, Side, Side)), new ClassProbability(net, 0));

        double first = 1 / (1 + Math.Exp(-60 * 64.0 / 1024));
        Assert.Equal((((first + 0.5) / 2) + (15 * 0.5)) / 16, measured.Deletion, 1e-6);
    }

    [Theory]
    [InlineData(10, 10, true)]
    [InlineData(24, 9, true)] // 15 pixels right of the mask's last column
    [InlineData(25, 9, false)]
    [InlineData(21, 21, false)] // 12 and 12 away: 17 pixels
    public void Points_Tolerance_IsAStraightDistance(int x, int y, bool points)
    {
        byte[] mask = new byte[40 * 40];
        for (int i = 0; i < 10; i++)
        {
            mask.AsSpan(i * 40, 10).Fill(1);
        }

        float[] values = new float[40 * 40];
        values[(y * 40) + x] = 1;

        Assert.Equal(points, MaskAgreement.Points(new HeatMap(values, 40, 40), mask));
    }

    [Fact]
    public void EnergyInside_HalfOfTheSum_IsAHalf() =>
        Assert.Equal(0.5, MaskAgreement.EnergyInside(new HeatMap([1, 2, 3, 0], 2, 2), [1, 1, 0, 0]), 1e-9);

    // Ranks 0, 1.5, 1.5, 3 and 3, 1.5, 1.5, 0.
    [Fact]
    public void RankCorrelation_Reversed_IsMinusOne()
    {
        var map = new HeatMap([1, 5, 5, 100], 2, 2);

        Assert.Equal(1, RankCorrelation.Of(map, new HeatMap([0, 1, 1, 2], 2, 2)), 1e-9);
        Assert.Equal(-1, RankCorrelation.Of(map, map.Turned()), 1e-9);
        Assert.Equal(0, RankCorrelation.Of(map, new HeatMap([2, 2, 2, 2], 2, 2)));
    }

    [Fact]
    public void WeightRandomisation_GradCam_ChangesWithTheHeadAndEigenCamDoesNot()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = SmallResNet.Build();
        Tensor pictures = Reference.FormulaNets.Picture("sane", [6, 3, 128, 128]);
        float[] before = net.forward(pictures).detach().data<float>().ToArray();

        IReadOnlyList<(string Shuffled, double Correlation)> gradCam = WeightRandomisation.Check(net, null, pictures, seed: 3);
        IReadOnlyList<(string Shuffled, double Correlation)> eigenCam = WeightRandomisation.Check(net, new MapOptions { Method = ExplanationMethods.Find("eigencam") }, pictures, seed: 3);

        Assert.Equal(["fc", "layer4", "layer3", "layer2", "layer1", "maxpool"], gradCam.Select(s => s.Shuffled));
        Assert.InRange(gradCam[0].Correlation, -0.7, 0.7);
        Assert.Equal(1, eigenCam[0].Correlation, 1e-6); // the head plays no part in it: the check finds that out
        Assert.InRange(eigenCam[^1].Correlation, -0.8, 0.8);
        Assert.Equal(before, net.forward(pictures).detach().data<float>().ToArray()); // all is as it was
    }
}
