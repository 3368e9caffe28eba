namespace Honnan.Data.Imaging;

/// <summary>How pixels are averaged when a picture is resized. All are antialiased when it shrinks.</summary>
public enum Resampling
{
    /// <summary>The mean of the pixels that fall into each target pixel.</summary>
    Box,

    /// <summary>A triangle of radius 1.</summary>
    Bilinear,

    /// <summary>Keys' cubic with a = −0.5, of radius 2.</summary>
    Bicubic,

    /// <summary>The sinc windowed by a sinc, of radius 3.</summary>
    Lanczos,
}
