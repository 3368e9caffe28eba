using Honnan.Data.Answers;
using Honnan.Data.Geography;

namespace Honnan.Learning.Fitting;

/// <summary>What a net makes of a picture whose country is known; the rules of answering are fitted on such.</summary>
/// <param name="Truth">The true country's index in the model's order.</param>
/// <param name="Group">The place: pictures of one group are not independent.</param>
/// <param name="Point">Where it was taken; null where that is not known.</param>
/// <param name="Views">At least one.</param>
public sealed record ObservedPicture(int Truth, string Group, GeoPoint? Point, IReadOnlyList<ViewOutput> Views);
