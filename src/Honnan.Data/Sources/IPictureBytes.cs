namespace Honnan.Data.Sources;

/// <summary>Gives the encoded bytes of pictures by address. Safe to call from several threads.</summary>
public interface IPictureBytes
{
    /// <summary>The file's bytes as they are stored.</summary>
    /// <exception cref="InputException">There is no such picture, or it cannot be read.</exception>
    byte[] Read(PictureAddress address);

    /// <summary>The folder that a source's pictures lie below, for messages; null where that is not known, or no folder.</summary>
    string? FolderOf(string source) => null;
}
