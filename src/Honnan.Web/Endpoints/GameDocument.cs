namespace Honnan.Web.Endpoints;

/// <summary>A game as its player may know it.</summary>
/// <param name="Game">Its token.</param>
/// <param name="Rounds">How many rounds it has.</param>
/// <param name="Seconds">The time for a guess.</param>
/// <param name="Pictures">Where pictures come from: drawn or own.</param>
/// <param name="Countries">The countries that may come.</param>
/// <param name="SecondsLeft">What is left of that time for the round whose picture was fetched; null while no round is under way.</param>
/// <param name="Results">The rounds that are over.</param>
internal sealed record GameDocument(string Game, int Rounds, int Seconds, double? SecondsLeft, string Pictures, IReadOnlyList<string> Countries, IReadOnlyList<RoundDocument> Results);
