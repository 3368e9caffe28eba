namespace Honnan.Data.Imaging;

/// <summary>What a picture's header says, known without decoding any pixel.</summary>
/// <param name="Size">Width and height as shown: after the EXIF orientation.</param>
/// <param name="Format">How the picture is coded.</param>
public readonly record struct PictureHeader(PictureSize Size, PictureFormat Format);
