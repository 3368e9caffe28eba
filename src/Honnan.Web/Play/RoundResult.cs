using Honnan.Web.Predicting;

namespace Honnan.Web.Play;

/// <summary>What came of a round.</summary>
/// <param name="Truth">The true place.</param>
/// <param name="Guess">The player's; null where none came in time.</param>
/// <param name="TooLate">Whether a guess came, after the time was over.</param>
/// <param name="Net">The net's.</param>
/// <param name="Said">All that the net said.</param>
internal sealed record RoundResult(GamePlace Truth, GamePlace? Guess, bool TooLate, GamePlace Net, PictureSaid Said);
