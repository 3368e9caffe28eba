namespace Honnan.Learning.Tests.Charts;

/// <summary>Keeps what a test drew in the folder that HONNAN_LOOK names, to be looked at by eye.</summary>
internal static class Look
{
    public static void Save(string name, byte[] bytes)
    {
        if (Environment.GetEnvironmentVariable("HONNAN_LOOK") is { Length: > 0 } folder)
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }
    }
}
