using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.Data.HeatMaps;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Inference;
using Honnan.Web.Errors;

namespace Honnan.Web.Predicting;

/// <summary>Asks a model about pictures that want the same kind of answer.</summary>
internal static class PictureBatchRun
{
    private const int MapShortSide = 240; // pixels; the net's own map has about eight rows
    private const string Source = "upload";

    /// <summary>Answers all of them, each with its answer or its error.</summary>
    /// <param name="pictures">Of one group, at least one.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Answer(IReadOnlyList<WaitingPicture> pictures, CancellationToken stop)
    {
        (ServedModel model, bool explained, CountryCode? country, Inference.HeatMaps.CamMethod? method) = pictures[0].Group;
        CountryPredictor predictor = model.Predictor;
        PictureAddress[] addresses = [.. Enumerable.Range(0, pictures.Count).Select(i => new PictureAddress(Source, $"{i}"))];
        var bytes = new HeldPictures(pictures);
        IEnumerable<Explanation> said = explained
            ? predictor.AnswerWithMaps(addresses, bytes, country is { } c ? Place(predictor, c) : null, method, stop: stop)
            : predictor.Answer(addresses, bytes, stop: stop).Select(answer => new Explanation(answer, -1, []));
        foreach ((WaitingPicture picture, Explanation explanation) in pictures.Zip(said))
        {
            if (explanation.Answer.Answer is { } answer)
            {
                picture.Answer.TrySetResult(new PictureSaid(answer, predictor.Countries, Map(picture, explanation), Windows(picture, explanation)) { IsByDrawnModel = model.IsOfDrawnPictures });
            }
            else
            {
                picture.Answer.TrySetException(new RequestProblem(StatusCodes.Status422UnprocessableEntity, $"the picture cannot be read: {explanation.Answer.Error}"));
            }
        }
    }

    private static int Place(CountryPredictor predictor, CountryCode country)
    {
        for (int i = 0; i < predictor.Countries.Count; i++)
        {
            if (predictor.Countries[i] == country)
            {
                return i;
            }
        }

        throw new RequestProblem(StatusCodes.Status400BadRequest, $"the model does not know the country '{country}'");
    }

    private static byte[]? Map(WaitingPicture picture, Explanation explanation)
    {
        if (!picture.Question.Maps)
        {
            return null;
        }

        PictureSize stored = explanation.Answer.Size;
        return HeatMapOverlay.Layer(PictureHeatMap.Compose(stored, Shown(stored.Width, stored.Height), explanation.Views, explanation.Loading));
    }

    private static WindowSaid[] Windows(WaitingPicture picture, Explanation explanation)
    {
        PictureSize stored = explanation.Answer.Size;
        return !stored.IsPanorama ? [] : [.. explanation.Views.Select(view =>
        {
            SourceBox box = ViewPreparer.Box(stored, view.View, explanation.Loading);
            byte[]? map = picture.Question.Maps ? HeatMapOverlay.Layer(view.Coarse.Finished(Shown(box.Width, box.Height))) : null;
            return new WindowSaid(360 * box.Left / stored.Width, 360 * box.Width / stored.Width, view.Probabilities!, map);
        })];
    }

    private static PictureSize Shown(double width, double height)
    {
        double scale = Math.Min(1, MapShortSide / Math.Min(width, height));
        return new PictureSize((int)Math.Max(1, Math.Round(width * scale)), (int)Math.Max(1, Math.Round(height * scale)));
    }

    private sealed class HeldPictures(IReadOnlyList<WaitingPicture> pictures) : IPictureBytes
    {
        public byte[] Read(PictureAddress address) => pictures[int.Parse(address.File, System.Globalization.CultureInfo.InvariantCulture)].Question.Picture.Bytes;
    }
}
