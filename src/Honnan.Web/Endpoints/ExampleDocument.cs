namespace Honnan.Web.Endpoints;

/// <summary>A drawn picture to try.</summary>
/// <param name="Url">Where its file is.</param>
/// <param name="Panorama">Whether it is a panorama.</param>
internal sealed record ExampleDocument(string Url, bool Panorama);
