using Google.Protobuf;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.HeatMaps;
using Honnan.Data.Loading;
using Honnan.Data.Onnx;
using Honnan.Data.Sources;
using Honnan.Learning.Explaining;
using Honnan.Learning.Export;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using Xunit;

namespace Honnan.Inference.Tests;

public sealed class CountryPredictorTests : IDisposable
{
    private const double Same = 1e-4;

    private readonly TemporaryFolder _folder = new();
    private readonly TrainedModel _model = ExportedNets.Build(ExportedNets.Small);
    private readonly string _file;
    private readonly string[] _pictures;

    public CountryPredictorTests()
    {
        _file = _folder.Write("model.onnx", OnnxExport.Bytes(_model, half: false));
        Directory.CreateDirectory(_folder.At("pictures"));
        _pictures =
        [
            _folder.Write("pictures/a.jpg", DrawnPictures.Jpeg(150, 64, seed: 1)),
            _folder.Write("pictures/b-panorama.jpg", DrawnPictures.Jpeg(400, 100, seed: 2)),
            _folder.Write("pictures/c-broken.jpg", DrawnPictures.Jpeg(150, 64, seed: 3).AsSpan(0, 200)),
            _folder.Write("pictures/d.jpg", DrawnPictures.Jpeg(64, 64, seed: 4)),
        ];
    }

    [Fact]
    public void Answer_OfPicturesAndPanoramas_IsThatOfTheTrainedModel()
    {
        using var predictor = Open();
        PictureAnswer[] expected = [.. new PicturePredictor(_model, new PictureFiles()).Predict(DrawnPictures.Addresses(_pictures), TestContext.Current.CancellationToken)];

        PictureAnswer[] answers = [.. predictor.Answer(DrawnPictures.Addresses(_pictures), new PictureFiles(), stop: TestContext.Current.CancellationToken)];

        Assert.Equal(expected.Length, answers.Length);
        Assert.All(expected.Zip(answers), pair =>
        {
            Assert.Equal(pair.First.Address, pair.Second.Address);
            Assert.Equal(pair.First.Size, pair.Second.Size);
            Assert.Equal(pair.First.Error, pair.Second.Error);
            Assert.Equal(pair.First.Probabilities is null, pair.Second.Probabilities is null);
            Assert.All((pair.First.Probabilities ?? []).Zip(pair.Second.Probabilities ?? []), p => Assert.Equal(p.First, p.Second, Same));
        });
        Assert.NotNull(answers[2].Error);
        Assert.True(answers[1].Size.IsPanorama);
    }

    [Fact]
    public void Answer_OfMorePicturesThanAPart_IsEachOnesOwnInTheirOrder()
    {
        const int Kinds = 7;
        using var predictor = Open();
        string[] kinds = [.. Enumerable.Range(0, Kinds).Select(i => _folder.Write($"kind-{i}.jpg", DrawnPictures.Jpeg(i % 2 == 0 ? 150 : 64, 64, seed: i)))];
        double[][] alone = [.. kinds.Select(file => Assert.Single(predictor.Answer(DrawnPictures.Addresses(file), new PictureFiles(), stop: TestContext.Current.CancellationToken)).Probabilities!)];

        PictureAnswer[] answers = [.. predictor.Answer(Enumerable.Range(0, 150).Select(i => new PictureAddress("files", kinds[i % Kinds])), new PictureFiles(), stop: TestContext.Current.CancellationToken)];

        Assert.Equal(150, answers.Length);
        Assert.All(answers.Index(), answer =>
        {
            Assert.Equal(kinds[answer.Index % Kinds], answer.Item.Address.File);
            Assert.All(alone[answer.Index % Kinds].Zip(answer.Item.Probabilities!), p => Assert.Equal(p.First, p.Second, Same));
        });
    }

    [Fact]
    public void AnswerWithMaps_OfPicturesAndPanoramas_GivesTheMapsOfTheTrainedModel()
    {
        using var predictor = Open();
        Explanation[] expected = [.. new Explainer(_model, new PictureFiles()).Explain(DrawnPictures.Addresses(_pictures), null, TestContext.Current.CancellationToken)];

        Explanation[] explanations = [.. predictor.AnswerWithMaps(DrawnPictures.Addresses(_pictures), new PictureFiles(), stop: TestContext.Current.CancellationToken)];

        Assert.All(expected.Zip(explanations), pair =>
        {
            Assert.Equal(pair.First.Class, pair.Second.Class);
            Assert.Equal(pair.First.Views.Count, pair.Second.Views.Count);
            Assert.All(pair.First.Views.Zip(pair.Second.Views), views =>
            {
                Assert.Equal(views.First.View, views.Second.View);
                double tolerance = Same * views.First.Coarse.Values.Max(Math.Abs);
                Assert.All(views.First.Coarse.Values.Zip(views.Second.Coarse.Values), v => Assert.Equal(v.First, v.Second, tolerance));
            });
        });
        Assert.Equal([1, 4, 0, 1], explanations.Select(e => e.Views.Count));
    }

    [Fact]
    public async Task Predict_FileBytesStreamAndFolder_AgreeAndTheLikeliestComesFirst()
    {
        using var predictor = Open();
        CancellationToken stop = TestContext.Current.CancellationToken;
        CountryPrediction file = predictor.Predict(_pictures[0], stop);
        byte[] bytes = File.ReadAllBytes(_pictures[0]);
        CountryPrediction memory = predictor.Predict(bytes, stop);
        await using FileStream stream = File.OpenRead(_pictures[0]);
        CountryPrediction streamed = await predictor.PredictAsync(stream, stop);
        CountryPrediction awaited = await predictor.PredictAsync(_pictures[0], stop);
        CountryPrediction[] given = [.. predictor.Predict(_pictures.Select(p => (ReadOnlyMemory<byte>)File.ReadAllBytes(p)), stop)];
        var folder = new List<CountryPrediction>();
        await foreach (CountryPrediction prediction in predictor.PredictFolderAsync(_folder.At("pictures"), stop))
        {
            folder.Add(prediction);
        }

        Assert.Equal(file.Countries, memory.Countries);
        Assert.Equal(file.Countries, streamed.Countries);
        Assert.Equal(file.Countries, awaited.Countries);
        Assert.Equal(folder.Select(p => p.Error), given.Select(p => p.Error));
        Assert.All(folder.Zip(given), pair => Assert.All(pair.First.Countries.Zip(pair.Second.Countries), c => Assert.Equal(c.First.Probability, c.Second.Probability, Same)));
        Assert.All(file.Countries.Zip(folder[0].Countries), pair => Assert.Equal(pair.First.Probability, pair.Second.Probability, Same));
        Assert.Equal(_pictures, folder.Select(p => p.File!));
        Assert.Equal([false, false, true, false], folder.Select(p => p.Error is not null));
        Assert.Equal(file.Countries.OrderByDescending(c => c.Probability), file.Countries);
        Assert.Equal(1, file.Countries.Sum(c => c.Probability), 1e-9);
        Assert.Equal(file.Countries[0], file.Best);
        Assert.Equal(ExportedNets.Countries, predictor.Countries.Select(c => $"{c}"));
    }

    [Fact]
    public void Predict_PictureThatCannotBeRead_Throws()
    {
        using var predictor = Open();

        Assert.Contains("c-broken.jpg", Assert.Throws<InputException>(() => predictor.Predict(_pictures[2], TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => predictor.Predict("nothing"u8.ToArray(), TestContext.Current.CancellationToken));
        Assert.Contains("more than 64 MiB", Assert.Throws<InputException>(() => predictor.Predict(new byte[(64 << 20) + 1], TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new CountryPredictor(null!));
    }

    [Fact]
    public void Predict_ByManyThreads_GivesEachItsOwn()
    {
        using var predictor = Open();
        string[] readable = [_pictures[0], _pictures[1], _pictures[3]];
        CountryProbability[] alone = [.. readable.Select(p => predictor.Predict(p, TestContext.Current.CancellationToken).Best!)];

        CountryProbability[] together = new CountryProbability[30];
        Parallel.For(0, together.Length, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i => together[i] = predictor.Predict(readable[i % 3], TestContext.Current.CancellationToken).Best!);

        Assert.All(together.Select((best, i) => (best, Known: alone[i % 3])), pair =>
        {
            Assert.Equal(pair.Known.Country, pair.best.Country);
            Assert.Equal(pair.Known.Probability, pair.best.Probability, Same);
        });
    }

    [Fact]
    public async Task Predict_Cancelled_Stops()
    {
        using var predictor = Open();
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => predictor.Predict(_pictures[0], stop.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (CountryPrediction _ in predictor.PredictFolderAsync(_folder.At("pictures"), stop.Token))
            {
            }
        });
    }

    [Fact]
    public void Options_AllWrong_AreAllTold()
    {
        var error = Assert.Throws<InputException>(() => new CountryPredictor(new CountryPredictorOptions { Model = " ", Threads = -1, BatchesAtOnce = -1, ScoreCamChannels = 0, MemoryMiB = 5000 }));

        Assert.Contains("Model", error.Message, StringComparison.Ordinal);
        Assert.Contains("Threads", error.Message, StringComparison.Ordinal);
        Assert.Contains("ScoreCamChannels", error.Message, StringComparison.Ordinal);
        Assert.Contains("BatchesAtOnce", error.Message, StringComparison.Ordinal);
        Assert.Contains("MemoryMiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PredictTogether_OfPicturesOfOnePlace_IsTheMean()
    {
        using CountryPredictor predictor = Open();
        CountryPrediction[] alone = [predictor.Predict(_pictures[0], TestContext.Current.CancellationToken), predictor.Predict(_pictures[1], TestContext.Current.CancellationToken)];

        CountryPrediction together = predictor.PredictTogether(_pictures[..2], TestContext.Current.CancellationToken);

        Assert.All(together.Countries, one => Assert.Equal(alone.Average(a => a.Countries.Single(c => c.Country == one.Country).Probability), one.Probability, 1e-6));
        Assert.Throws<ArgumentException>(() => predictor.PredictTogether([], TestContext.Current.CancellationToken));
        Assert.Contains("nowhere.jpg: no such file", Assert.Throws<InputException>(() => predictor.PredictTogether([_pictures[0], "nowhere.jpg"], TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Contains("a folder, not a file", Assert.Throws<InputException>(() => predictor.Predict(_folder.Path, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WhilePicturesAreAsked_LetsThemEndAndTakesNoOthers()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        var predictor = Open();
        Task<bool>[] asking = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            try
            {
                while (true)
                {
                    Assert.NotNull(predictor.Predict(_pictures[0], stop).Best);
                }
            }
            catch (ObjectDisposedException)
            {
                return true;
            }
        }, stop))];
        Assert.NotNull(predictor.Predict(_pictures[3], stop).Best);

        predictor.Dispose();

        Assert.DoesNotContain(false, await Task.WhenAll(asking)); // a native session that is used after its end would end the process
        Assert.Throws<ObjectDisposedException>(() => predictor.Predict(_pictures[0], stop));
        predictor.Dispose();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(99)]
    public void AnswerWithMaps_OfNoCountry_IsRefusedAtOnce(int country)
    {
        using var predictor = Open();

        Assert.Throws<ArgumentOutOfRangeException>(nameof(country), () => predictor.AnswerWithMaps([], null!, country, stop: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Model_OfAWeightThatIsNotFinite_IsToldInOneLine(float weight)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(_file));
        TensorProto head = model.Graph.Initializer.Single(t => t.Name == "head.0.weight");
        byte[] damaged = head.RawData.ToByteArray();
        BitConverter.TryWriteBytes(damaged, weight);
        head.RawData = ByteString.CopyFrom(damaged);
        using var predictor = new CountryPredictor(new CountryPredictorOptions { Model = "damaged.onnx", Threads = 1 }, model.ToByteArray());

        var error = Assert.Throws<InputException>(() => predictor.Predict(_pictures[0], TestContext.Current.CancellationToken));

        Assert.Contains("'damaged.onnx' gives numbers that are not finite", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_TellsWhatItIs()
    {
        using var predictor = Open();

        Assert.Equal(ExportedNets.Small, predictor.Model.Net);
        Assert.Equal(ModelPrecision.Float32, predictor.Model.Precision);
        Assert.Equal("layer4", predictor.Model.CamLayer);
        Assert.Equal(64, predictor.Model.Loading.ShortSide);
        Assert.Equal(OverlayHandling.Leave, predictor.Model.Loading.Overlay);
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    private CountryPredictor Open() => new(new CountryPredictorOptions { Model = _file, Threads = 1 });
}
