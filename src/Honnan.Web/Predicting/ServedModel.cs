using System.Globalization;
using Honnan.Inference;
using Honnan.Inference.HeatMaps;

namespace Honnan.Web.Predicting;

/// <summary>A loaded model that goes when the last one who uses it is done.</summary>
/// <param name="predictor">Taken over.</param>
/// <param name="generation">0 for the first, one more for each that took over; <see cref="OfDrawnPictures"/> for the one that stays beside them.</param>
internal sealed class ServedModel(CountryPredictor predictor, int generation)
{
    /// <summary>The generation of the model for drawn pictures.</summary>
    public const int OfDrawnPictures = -1;

    private int _users = 1; // the holder

    public CountryPredictor Predictor => predictor;

    /// <summary>Tells the answers of one model from those of another.</summary>
    public string Generation { get; } = generation.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether it is the model for drawn pictures.</summary>
    public bool IsOfDrawnPictures => generation == OfDrawnPictures;

    /// <summary>How its heat maps are made unless asked otherwise.</summary>
    public CamMethod DefaultMethod => predictor.DefaultMethod;

    /// <summary>Whether it has a way to make heat maps.</summary>
    public bool Has(CamMethod method) => method != CamMethod.GradCam || predictor.Model.Cam is not null;

    /// <summary>The ways that it has, the usual one first.</summary>
    public IEnumerable<CamMethod> Methods => Enum.GetValues<CamMethod>().Where(Has).OrderByDescending(m => m == DefaultMethod);

    /// <summary>One more user; false where the model has gone already.</summary>
    public bool TryUse()
    {
        for (int users = Volatile.Read(ref _users); users > 0; users = Volatile.Read(ref _users))
        {
            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A user is done.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            predictor.Dispose();
        }
    }
}
