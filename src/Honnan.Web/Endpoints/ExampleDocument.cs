namespace Honnan.Web.Endpoints;

/// <summary>A drawn picture to try.</summary>
/// <param name="Url">Where its file is.</param>
/// <param name="Panorama">Whether it is a panorama.</param>
/// <param name="Predict">Where to ask for its country.</param>
internal sealed record ExampleDocument(string Url, bool Panorama, string Predict);
