using System.Security.Cryptography;
using Honnan.Data;
using Honnan.Data.Curation;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;

namespace Honnan.Web.Play;

/// <summary>Pictures of the service's owner.</summary>
internal sealed class OwnGamePictures : IGamePictures, IDisposable
{
    private const int MostWidth = 2560; // pixels
    private const int Quality = 88;
    private const int Tries = 20;

    private readonly JudgedSet _set;

    /// <summary>Opens them.</summary>
    /// <param name="path">A selection (its test pictures are taken, which the model has not learned from), a folder of countries, or a labels file.</param>
    /// <exception cref="InputException">It is none of these, or holds no picture.</exception>
    public OwnGamePictures(string path)
    {
        _set = Selection.IsIn(path) ? JudgedSet.From(Selection.Open(path), SplitSide.Test, null)
            : Directory.Exists(path) ? JudgedSet.FromFolders(path)
            : File.Exists(path) ? JudgedSet.FromLabels(path)
            : throw new InputException($"there is no '{path}' to play with; it may be a selection, a folder of countries, or a labels file");
        Countries = [.. _set.Pictures.Select(p => p.Country).Distinct().Order()];
    }

    public string Kind => "own";

    public IReadOnlyList<CountryCode> Countries { get; }

    public GamePicture Choose(HashSet<string> shown)
    {
        JudgedPicture[] all = [.. _set.Pictures.Where(p => !shown.Contains(Name(p)))];
        all = all.Length > 0 ? all : [.. _set.Pictures];
        CountryCode[] countries = [.. all.Select(p => p.Country).Distinct()];
        for (int tries = 0; ; tries++)
        {
            // The country first: otherwise the most photographed one would come nearly always.
            CountryCode country = countries[RandomNumberGenerator.GetInt32(countries.Length)];
            JudgedPicture[] there = [.. all.Where(p => p.Country == country)];
            JudgedPicture picture = there[RandomNumberGenerator.GetInt32(there.Length)];
            try
            {
                Picture pixels = Plain(_set.Bytes.Read(picture.Address));
                shown.Add(Name(picture));
                return new GamePicture(PictureEncoder.Jpeg(pixels, Quality), pixels.Size, picture.Country, picture.Point);
            }
            catch (InputException) when (tries < Tries)
            {
                // A picture that cannot be read is another one's turn.
            }
        }
    }

    public void Dispose() => _set.Dispose();

    private static string Name(JudgedPicture picture) => $"{picture.Address.Source}/{picture.Address.File}";

    /// <summary>The pixels alone, coded anew: what cameras write beside them may tell the place.</summary>
    private static Picture Plain(byte[] file)
    {
        var decoder = new PictureDecoder();
        PictureSize stored = decoder.ReadHeader(file).Size;
        double scale = Math.Min(1, (double)MostWidth / stored.Width);
        var size = new PictureSize((int)Math.Max(1, Math.Round(stored.Width * scale)), (int)Math.Max(1, Math.Round(stored.Height * scale)));
        Picture picture = decoder.Decode(file, size);
        return picture.Size == size ? picture : Resizer.Resize(picture, size, Resampling.Bilinear);
    }
}
