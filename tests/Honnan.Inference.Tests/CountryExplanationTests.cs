using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.Data.HeatMaps;
using Honnan.Data.Imaging;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Inference.Tests;

public sealed class CountryExplanationTests : IDisposable
{
    private const double Same = 1e-4;

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _pictures;

    public CountryExplanationTests()
    {
        _pictures = [_folder.Write("a.jpg", DrawnPictures.Jpeg(150, 64, seed: 1)), _folder.Write("b-panorama.jpg", DrawnPictures.Jpeg(400, 100, seed: 2))];
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "FR")]
    public async Task Explain_OnePicture_IsThatOfManyLaidOverIt(int which, string? code)
    {
        using CountryPredictor predictor = Open();
        CancellationToken stop = TestContext.Current.CancellationToken;
        CountryCode? country = code is null ? null : CountryCode.Parse(code);
        byte[] bytes = await File.ReadAllBytesAsync(_pictures[which], stop);
        await using var stream = new MemoryStream(bytes);
        Explanation many = predictor.AnswerWithMaps(DrawnPictures.Addresses(_pictures), new PictureFiles(), code is null ? null : Array.IndexOf(ExportedNets.Countries, code), stop: stop).ElementAt(which);

        CountryExplanation one = predictor.Explain(_pictures[which], country, stop: stop);

        Assert.Equal(_pictures[which], one.Prediction.File);
        Assert.Equal(predictor.Predict(_pictures[which], stop).Best, one.Prediction.Best);
        Assert.Equal(country ?? one.Prediction.Best!.Country, one.Country);
        Assert.Equal((one.Prediction.Size.Width, one.Prediction.Size.Height), (one.Map.Width, one.Map.Height));
        Assert.Equal(PictureHeatMap.Compose(one.Prediction.Size, one.Prediction.Size, many.Views, many.Loading).Values, one.Map.Values, (a, b) => Math.Abs(a - b) <= Same);
        Assert.Equal(one.Map.Values, (await predictor.ExplainAsync(_pictures[which], country, stop: stop)).Map.Values);
        foreach (CountryExplanation same in (CountryExplanation[])[predictor.Explain(bytes, country, stop: stop), await predictor.ExplainAsync(stream, country, stop: stop)])
        {
            Assert.Equal(one.Map.Values, same.Map.Values);
            Assert.Null(same.Prediction.File);
        }

        Picture plain = new PictureDecoder().Decode(bytes, one.Prediction.Size);
        Picture drawn = new PictureDecoder().Decode(one.OverlayPng(), one.Prediction.Size);
        int coldest = Array.IndexOf(one.Map.Values, one.Map.Values.Min());
        int hottest = Array.IndexOf(one.Map.Values, one.Map.Values.Max());
        Assert.Equal(Pixel(plain, coldest), Pixel(drawn, coldest));
        Assert.NotEqual(Pixel(plain, hottest), Pixel(drawn, hottest));
        Assert.Equal(one.Prediction.Size, new PictureDecoder().Decode(one.LayerPng(), one.Prediction.Size).Size);
    }

    [Fact]
    public void Explain_OnePictureThatCannotBe_IsRefused()
    {
        using CountryPredictor predictor = Open();

        Assert.Contains("c-broken.jpg", Assert.Throws<InputException>(() => predictor.Explain(_folder.Write("c-broken.jpg", DrawnPictures.Jpeg(150, 64, seed: 3).AsSpan(0, 200)), stop: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Equal(
            "the model does not know HU (it knows AT, BE, CH, DE, FR)",
            Assert.Throws<InputException>(() => predictor.Explain(_pictures[0], CountryCode.Parse("HU"), stop: TestContext.Current.CancellationToken)).Message);
    }

    public void Dispose() => _folder.Dispose();

    private CountryPredictor Open() => new(new CountryPredictorOptions { Model = _folder.Write("model.onnx", ExportedNets.SmallFile()) });

    private static byte[] Pixel(Picture picture, int place) => picture.Rgb[(3 * place)..((3 * place) + 3)];
}
