using Honnan.Data.Answers;
using Honnan.Data.Geography;

namespace Honnan.Web.Predicting;

/// <summary>What a model said of a picture, in a form that is kept: without pixels of the picture.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Countries">The model's countries, in its order.</param>
/// <param name="Map">The heat map as PNG; null where it was not asked for.</param>
/// <param name="Windows">A panorama's windows; empty for other pictures.</param>
internal sealed record PictureSaid(Answer Answer, IReadOnlyList<CountryCode> Countries, byte[]? Map, IReadOnlyList<WindowSaid> Windows)
{
    /// <summary>Whether the model for drawn pictures said it.</summary>
    public bool IsByDrawnModel { get; init; }

    /// <summary>About how much memory it takes.</summary>
    public long Bytes => 1024 + (Map?.Length ?? 0) + (16L * Answer.Probabilities.Length) + (8L * (Answer.Cells?.Length ?? 0)) + Windows.Sum(w => 8L * w.Probabilities.Length + (w.Map?.Length ?? 0));
}
