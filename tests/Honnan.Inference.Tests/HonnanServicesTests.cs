using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Honnan.Inference.Tests;

public sealed class HonnanServicesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public HonnanServicesTests() => _file = _folder.Write("model.onnx", ExportedNets.SmallFile());

    [Fact]
    public void AddHonnan_GivesOnePredictorToAll()
    {
        using ServiceProvider services = new ServiceCollection().AddHonnan(options => options.Model = _file).BuildServiceProvider();

        CountryPredictor predictor = services.GetRequiredService<CountryPredictor>();

        Assert.Same(predictor, services.GetRequiredService<CountryPredictor>());
        Assert.NotNull(predictor.Predict(DrawnPictures.Jpeg(150, 64, seed: 1), TestContext.Current.CancellationToken).Best);
    }

    /// <summary>As a program's configuration file does it.</summary>
    [Fact]
    public void AddHonnan_OfAProgramWithOptions_TakesThem()
    {
        using ServiceProvider services = new ServiceCollection()
            .Configure<CountryPredictorOptions>(options => options.Model = _file)
            .AddHonnan()
            .AddHonnan(options => options.Threads = 1)
            .BuildServiceProvider();

        Assert.Equal(new CountryPredictorOptions { Model = _file, Threads = 1 }, services.GetRequiredService<IOptions<CountryPredictorOptions>>().Value);
        Assert.Equal(ExportedNets.Countries.Length, services.GetRequiredService<CountryPredictor>().Model.Countries.Count);
        Assert.Single(services.GetServices<CountryPredictor>());
    }

    [Fact]
    public void AddHonnan_WithoutAWord_AsksTheShippedModel()
    {
        using ServiceProvider services = new ServiceCollection().AddHonnan().BuildServiceProvider();

        Assert.Equal("tf_efficientnet_lite0", services.GetRequiredService<CountryPredictor>().Model.Net);
    }

    public void Dispose() => _folder.Dispose();
}
