namespace Honnan.Data.Imaging;

/// <summary>The picture formats that are read and written.</summary>
public enum PictureFormat
{
    /// <summary>JPEG, baseline or progressive.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>WebP; of an animation the first frame (read only).</summary>
    Webp,
}
