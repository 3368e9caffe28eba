namespace Honnan.World.Recipes;

/// <summary>A real town; pictures are placed around it.</summary>
/// <param name="Name">Its English name.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
internal sealed record Town(string Name, double Latitude, double Longitude);
