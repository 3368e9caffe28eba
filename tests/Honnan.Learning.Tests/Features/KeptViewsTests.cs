using Honnan.Data.Answers;
using Honnan.Data.Curation;
using Honnan.Data.Sources;
using Honnan.Learning.Experiments;
using Honnan.Learning.Features;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using Honnan.Learning.Tests.Training;
using Xunit;

namespace Honnan.Learning.Tests.Features;

/// <summary>Answers by kept features against those by the pictures.</summary>
[Collection(Alone.Name)]
public sealed class KeptViewsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Predict_ByWhatIsKept_AnswersAsByThePictures(bool flip)
    {
        using var drawn = new DrawnSelection(perCountry: 10);
        var selection = Selection.Open(drawn.Path);
        Experiment experiment = SmallRuns.Experiment(freeze: FreezeMode.Body);
        SmallRuns.Train(experiment with { Loading = experiment.Loading with { Flip = flip } }, drawn.Path, drawn.At("run"));
        using TrainedModel model = TrainedModel.Open(drawn.At("run"), Learning.Runtime.Precision.Float32);
        KeptViews views = new FeatureStore(FeatureFolder.Of(drawn.Path)).Find(model.Net, model.Loading);
        var kept = selection.Pictures.ToDictionary(p => p.Address, p => views.Of(p.Sha256));
        using PictureStore pictures = selection.OpenPictures();
        PictureAddress[] asked = [.. kept.Keys];

        PictureAnswer[] plain = [.. new PicturePredictor(model, pictures).Predict(asked, TestContext.Current.CancellationToken)];
        PictureAnswer[] again = [.. new PicturePredictor(model, pictures) { Kept = a => kept[a] }.Predict(asked, TestContext.Current.CancellationToken)];
        PictureAnswer[] turned = [.. new PicturePredictor(model, pictures) { Kept = a => kept[a] is { } rows ? [.. rows.Select(v => -v)] : null }.Predict(asked, TestContext.Current.CancellationToken)];

        Assert.All(kept.Values, Assert.NotNull);
        foreach ((PictureAnswer a, PictureAnswer b) in plain.Zip(again))
        {
            Assert.Equal((a.Address, a.Error, a.Size, a.Answer!.Known), (b.Address, b.Error, b.Size, b.Answer!.Known));
            Assert.All(a.Answer.Probabilities.Zip(b.Answer.Probabilities), p => Assert.Equal(p.First, p.Second, 1e-5));
        }

        Assert.Contains(plain.Zip(turned), pair => Math.Abs(pair.First.Answer!.Probabilities[0] - pair.Second.Answer!.Probabilities[0]) > 1e-3); // they are what the answer is made of
        Assert.Null(views.Of(new string('0', 64)));
    }
}
