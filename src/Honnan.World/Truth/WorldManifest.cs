using System.Text.Json;
using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Data.Sources;

namespace Honnan.World.Truth;

/// <summary>The truth about a folder of drawn pictures: what each shows, and where.</summary>
public sealed class WorldManifest
{
    /// <summary>The manifest's file: one picture a line (JSON Lines).</summary>
    public const string FileName = "manifest.jsonl";

    /// <summary>The masks' file: one mask a line (JSON Lines).</summary>
    public const string MasksName = "masks.jsonl";

    private readonly string[] _masks;
    private readonly Dictionary<PictureAddress, PictureRecord> _byAddress;

    private WorldManifest(IReadOnlyList<PictureRecord> pictures, string[] masks)
    {
        Pictures = pictures;
        _masks = masks;
        _byAddress = pictures.ToDictionary(picture => new PictureAddress(picture.Source, picture.File));
    }

    /// <summary>Every picture.</summary>
    public IReadOnlyList<PictureRecord> Pictures { get; }

    internal static JsonSerializerOptions OneLine { get; } = new(StrictJson.Options) { WriteIndented = false };

    /// <summary>Reads a world's folder.</summary>
    /// <exception cref="InputException">A file is missing, or a line cannot be read.</exception>
    public static WorldManifest Read(string folder)
    {
        string[] lines = ReadLines(Path.Combine(folder, FileName));
        var pictures = new List<PictureRecord>(lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            pictures.Add(Parse<PictureRecord>(lines[i], FileName, i));
        }

        return new WorldManifest(pictures, ReadLines(Path.Combine(folder, MasksName)));
    }

    /// <summary>The record of a picture, or null where the world has no such one.</summary>
    public PictureRecord? Find(PictureAddress address) => _byAddress.GetValueOrDefault(address);

    /// <summary>A cue's mask.</summary>
    /// <exception cref="InputException">There is no such line, or it cannot be read.</exception>
    public CueMask Mask(CueRecord cue)
    {
        ArgumentNullException.ThrowIfNull(cue);
        return cue.Mask >= 0 && cue.Mask < _masks.Length
            ? Parse<CueMask>(_masks[cue.Mask], MasksName, cue.Mask)
            : throw new InputException($"{MasksName} has no line {cue.Mask + 1}; it has {_masks.Length}");
    }

    private static T Parse<T>(string line, string file, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, OneLine) ?? throw new JsonException("null");
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new InputException($"{file} line {number + 1} cannot be read: {error.Message.Split('\n')[0]}", error);
        }
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot read '{path}': {error.Message}", error);
        }
    }
}
