namespace Honnan.Web.Endpoints;

/// <summary>How the service is.</summary>
/// <param name="Status">"ready", or "busy" while its queue is full.</param>
/// <param name="Waiting">Pictures that wait for the model.</param>
internal sealed record HealthDocument(string Status, int Waiting);
