using Honnan.Data;
using Honnan.Data.Curation;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Experiments;
using Honnan.Learning.Features;
using Honnan.Learning.Loading;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using Honnan.Learning.Tests.Reference;
using Honnan.Learning.Tests.Training;
using Honnan.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Features;

/// <summary>Kept features against the plain way: the same windows through the whole net.</summary>
[Collection(Alone.Name)]
public sealed class FeatureStoreTests : IClassFixture<FeatureStoreTests.Drawing>
{
    private const float Tolerance = 1e-5f;

    private readonly DrawnSelection _drawn;
    private readonly TrainingSet _set;

    public FeatureStoreTests(Drawing drawing) =>
        (_drawn, _set) = (drawing.Drawn, TrainingSet.Of(Selection.Open(drawing.Drawn.Path), null, holdOut: true));

    public sealed class Drawing : IDisposable
    {
        internal DrawnSelection Drawn { get; } = new(perCountry: 10);

        public void Dispose() => Drawn.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void At_EveryFixedView_IsWhatTheNetComputesOfIt(bool flip)
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using Net net = Body();
        LoadingOptions loading = Loading() with { Flip = flip };
        FeatureTable table = Get(net, loading, $"flip-{flip}");
        using PictureStore pictures = _set.Selection.OpenPictures();

        for (int sample = 0; sample < _set.Samples.Count; sample++)
        {
            foreach (PictureView view in EvaluationPlan.Views(sample, _set.Samples[sample].Size, loading.Windows, mirrored: flip))
            {
                AssertNear(Pooled(net, pictures, loading, view), table.At(view).ToArray());
            }
        }
    }

    [Fact]
    public void At_AnyHeading_IsTheWindowInWhoseStepItLies()
    {
        using Net net = Body();
        LoadingOptions loading = Loading();
        FeatureTable table = Get(net, loading, "headings");
        int panorama = _set.Samples.Index().First(s => s.Item.Size.IsPanorama).Index;

        foreach ((double heading, double fixedHeading) in ((double, double)[])[(0, 0), (0.24, 0), (0.25, 0.25), (0.26, 0.25), (0.749, 0.5), (0.9999999, 0.75)])
        {
            Assert.Equal(
                table.At(new PictureView(panorama, fixedHeading, true)).ToArray(),
                table.At(new PictureView(panorama, heading, true)).ToArray());
        }

        Assert.NotEqual(table.At(new PictureView(panorama, 0, true)).ToArray(), table.At(new PictureView(panorama, 0, false)).ToArray());
        Assert.NotEqual(table.At(new PictureView(panorama, 0, false)).ToArray(), table.At(new PictureView(panorama, 0.25, false)).ToArray());
    }

    [Fact]
    public void At_FeaturesOfStages_AreWhatTheNetComputes_AndAreKeptApartFromTheLasts()
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using Net net = Body();
        LoadingOptions loading = Loading();
        int last = Get(net, loading, "stages").Channels;
        net.UseFeatures(PooledFeatures.Stages);

        FeatureTable table = Get(net, loading, "stages");

        Assert.True(table.Channels > last);
        Assert.Equal(2, Directory.EnumerateFiles(_drawn.At("features-stages")).Count());
        using PictureStore pictures = _set.Selection.OpenPictures();
        var view = new PictureView(0, EvaluationPlan.Views(0, _set.Samples[0].Size, loading.Windows, false)[0].Heading, true);
        using PictureBatch batch = new BatchLoader(pictures, _set.Samples, loading).Load([[view]], TestContext.Current.CancellationToken).Single();
        AssertNear(net.Features(PictureTensor.From(batch)).data<float>().ToArray(), table.At(view).ToArray());
    }

    [Fact]
    public void Of_Scaling_GivesEveryFeatureMeanZeroAndDeviationOne_AndFoldsIntoTheHead()
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using Net net = Body();
        FeatureTable table = Get(net, Loading(), "scaling");
        var scaling = FeatureScaling.Of(table, _set.Training);
        double[] sums = new double[table.Channels];
        double[] squares = new double[table.Channels];
        float[] row = new float[table.Channels];
        foreach (int sample in _set.Training)
        {
            for (int view = 0; view < table.Views(sample); view++)
            {
                scaling.Apply(table.Row(sample, view), row);
                for (int c = 0; c < row.Length; c++)
                {
                    sums[c] += row[c] / (double)table.Views(sample);
                    squares[c] += row[c] * (double)row[c] / table.Views(sample);
                }
            }
        }

        Assert.All(sums, s => Assert.Equal(0, s / _set.Training.Count, 1e-5));
        Assert.All(squares, s => Assert.True(s == 0 || Math.Abs((s / _set.Training.Count) - 1) < 1e-3));

        float[] expected = net.Head.forward(tensor(row).unsqueeze(0)).data<float>().ToArray(); // of the last row, scaled
        scaling.FoldInto(net.Head);
        int lastSample = _set.Training[^1];
        float[] plain = table.Row(lastSample, table.Views(lastSample) - 1).ToArray();
        float[] folded = net.Head.forward(tensor(plain).unsqueeze(0)).data<float>().ToArray();
        Assert.All(expected.Zip(folded), v => Assert.Equal(v.First, v.Second, 1e-4 * expected.Max(MathF.Abs)));
    }

    [Fact]
    public void Validate_KeptFeatures_GivesThePlainWaysProbabilities()
    {
        using Net net = Body();
        LoadingOptions loading = Loading();
        TrainingOptions options = SmallRuns.Experiment(freeze: FreezeMode.Body).Training;
        FeatureTable table = Get(net, loading, "validate");
        using PictureStore pictures = _set.Selection.OpenPictures();

        IReadOnlyList<ValidatedPicture> kept = new FeatureTask(net, table, _set, options, loading).Validate(TestContext.Current.CancellationToken);
        IReadOnlyList<ValidatedPicture> plain = new PictureTask(net, pictures, _set, options, loading).Validate(TestContext.Current.CancellationToken);

        Assert.Equal(_set.Validation.Count, kept.Count);
        foreach ((ValidatedPicture a, ValidatedPicture b) in kept.Zip(plain))
        {
            Assert.Equal((a.Name, a.Label), (b.Name, b.Label));
            Assert.Equal(a.LogLoss, b.LogLoss, 1e-3);
            Assert.All(a.Probabilities.Zip(b.Probabilities), p => Assert.Equal(p.First, p.Second, 1e-4));
        }
    }

    [Fact]
    public void Training_OneEpoch_HoldsEveryTrainingPictureOnceWithItsLabel()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = Body();
        LoadingOptions loading = Loading();
        var task = new FeatureTask(net, Get(net, loading, "epoch"), _set, SmallRuns.Experiment().Training, loading);
        var seen = new List<int>();
        foreach (LabelledBatch batch in task.Training(0, 0, TestContext.Current.CancellationToken))
        {
            Assert.Equal(batch.Samples.Select(s => (long)_set.Samples[s].Label), batch.Labels.data<long>().ToArray());
            Assert.Equal([batch.Count, net.EmbeddingChannels], batch.Inputs.shape);
            seen.AddRange(batch.Samples);
        }

        Assert.Equal(_set.Training.Order(), seen.Order());
        Assert.Equal(task.BatchesOf(0), task.Training(0, 0, TestContext.Current.CancellationToken).Count());
    }

    [Fact]
    public void Get_SecondTime_ComputesNothing_AndAChangeOfAnyKindComputesAnew()
    {
        using Net net = Body();
        LoadingOptions loading = Loading();
        Get(net, loading, "twice");
        string folder = _drawn.At("features-twice");
        DateTime written = File.GetLastWriteTimeUtc(Directory.EnumerateFiles(folder).Single());

        Get(net, loading with { Workers = 2, MemoryMiB = 17 }, "twice"); // another machine, not other pictures
        Assert.Equal(written, File.GetLastWriteTimeUtc(Directory.EnumerateFiles(folder).Single()));

        Get(net, loading with { ShortSide = 40 }, "twice");
        Assert.Equal(2, Directory.EnumerateFiles(folder).Count());
        using (no_grad())
        {
            net.Stages[0].Units[0].Parameters.First().mul_(1.5f);
        }

        net.WeightsChanged();
        Get(net, loading, "twice");
        Assert.Equal(3, Directory.EnumerateFiles(folder).Count());
    }

    [Fact]
    public void Get_Stopped_KeepsWhatIsDoneAndGoesOnFromThere()
    {
        using Net net = Body();
        LoadingOptions loading = Loading();
        FeatureTable whole = Get(net, loading, "whole");
        using PictureStore pictures = _set.Selection.OpenPictures();
        string[] identities = [.. _set.Selection.Pictures.Select(p => p.Sha256)];
        var store = new FeatureStore(_drawn.At("features-stopped"));
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => store.Get(net, pictures, _set.Samples, identities, loading, (_, _) => stop.Cancel(), stop.Token));
        var done = new List<int>();
        FeatureTable resumed = store.Get(net, pictures, _set.Samples, identities, loading, (n, _) => done.Add(n), TestContext.Current.CancellationToken);

        Assert.True(done[0] > ViewOutputs.BatchSize / loading.Windows, $"{done[0]} pictures after the first batch of the second call");
        Assert.All(Enumerable.Range(0, _set.Samples.Count), s => AssertNear(whole.Row(s, 0).ToArray(), resumed.Row(s, 0).ToArray()));
    }

    [Fact]
    public void Get_DamagedFile_IsRefusedByName()
    {
        using Net net = Body();
        Get(net, Loading(), "damaged");
        string file = Directory.EnumerateFiles(_drawn.At("features-damaged")).Single();
        byte[] whole = File.ReadAllBytes(file);

        File.WriteAllBytes(file, whole[..^4]);
        Assert.Contains(file, Assert.Throws<InputException>(() => Get(net, Loading(), "damaged")).Message, StringComparison.Ordinal);

        foreach (string pictures in (string[])["", "nonsense", "null", """{"a":-1}""", """{"a":1}"""])
        {
            var metadata = pictures.Length == 0 ? null : new Dictionary<string, string> { ["pictures"] = pictures };
            Learning.Weights.SafetensorsWriter.Write(file, [Learning.Weights.TensorData.FromSingle("features", [1, 1], [1])], metadata);
            string message = Assert.Throws<InputException>(() => Get(net, Loading(), "damaged")).Message;
            Assert.Contains(file, message, StringComparison.Ordinal);
            Assert.Contains("delete it", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Execute_FrozenBody_TrainsTheHeadAlone()
    {
        using Net body = Body();
        Learning.Weights.SafetensorsWriter.Write(_drawn.At("formula.safetensors"), NetWeights.Describe(body));
        Experiment experiment = SmallRuns.Experiment(epochs: 20, freeze: FreezeMode.Body);
        experiment = experiment with
        {
            Model = experiment.Model with { Weights = _drawn.At("formula.safetensors") },
            Training = experiment.Training with { LearningRate = new LearningRateOptions { From = 0.1, To = 0.01 } },
        };
        var told = new List<TrainingProgress>();
        IReadOnlyList<LogRow> log = SmallRuns.Train(experiment, _drawn.Path, _drawn.At("body"), progress: told.Add);

        Assert.True(log.TakeLast(4).Average(r => r.TrainingLoss) < 0.8 * log.Take(4).Average(r => r.TrainingLoss), string.Join(", ", log.Select(r => r.TrainingLoss)));
        Assert.Contains(told, p => p.Phase == "computing features" && p.Done == p.Total && p.Total == _set.Samples.Count);
        using TrainedModel model = TrainedModel.Open(_drawn.At("body"), Learning.Runtime.Precision.Float32);
        Dictionary<string, Tensor> before = body.state_dict();
        string[] changed = [.. model.Net.state_dict().Where(s => !s.Value.allclose(before[s.Key], rtol: 0, atol: 0)).Select(s => s.Key)];
        Assert.Equal(["fc.bias", "fc.weight"], changed.Order(StringComparer.Ordinal));
    }

    private static LoadingOptions Loading() => new() { ShortSide = 32, Windows = 4, Workers = 1 };

    private static Net Body()
    {
        Net net = FormulaNets.Build("resnet18", 3);
        net.Freeze(net.Stages.Count);
        net.eval();
        return net;
    }

    private FeatureTable Get(Net net, LoadingOptions loading, string name)
    {
        using PictureStore pictures = _set.Selection.OpenPictures();
        return new FeatureStore(_drawn.At($"features-{name}")).Get(
            net, pictures, _set.Samples, [.. _set.Selection.Pictures.Select(p => p.Sha256)], loading, null, TestContext.Current.CancellationToken);
    }

    private float[] Pooled(Net net, IPictureBytes pictures, LoadingOptions loading, PictureView view)
    {
        using PictureBatch batch = new BatchLoader(pictures, _set.Samples, loading).Load([[view]], TestContext.Current.CancellationToken).Single();
        return net.Embed(net.FeatureMap(PictureTensor.From(batch))).data<float>().ToArray();
    }

    private static void AssertNear(float[] expected, float[] actual)
    {
        float scale = expected.Max(MathF.Abs);
        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(expected.Zip(actual, (e, a) => MathF.Abs(e - a)).Max(), 0, Tolerance * scale);
    }
}
