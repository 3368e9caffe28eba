namespace Honnan.Data.Curation;

/// <summary>Which pictures of a catalogue go, why, and which other one they repeat: five bytes a picture.</summary>
/// <param name="count">Pictures in the catalogue.</param>
internal sealed class DropList(int count)
{
    private const byte Stays = 0; // else one more than the reason
    private const int None = -1;

    private readonly byte[] _reasons = new byte[count];
    private readonly int[] _of = new int[count];

    /// <summary>Drops a picture, unless it was dropped before.</summary>
    /// <param name="picture">Its place in the catalogue.</param>
    /// <param name="reason">Why.</param>
    /// <param name="of">The picture that it repeats; null for none.</param>
    public void Drop(int picture, DropReason reason, int? of = null)
    {
        if (_reasons[picture] == Stays)
        {
            (_reasons[picture], _of[picture]) = ((byte)(1 + reason), of ?? None);
        }
    }

    /// <summary>Drops those for which there is a reason, and gives those that are left.</summary>
    public int[] Without(int[] pictures, Func<int, DropReason?> reason)
    {
        foreach (int picture in pictures)
        {
            if (reason(picture) is { } why)
            {
                Drop(picture, why);
            }
        }

        return Left(pictures);
    }

    /// <summary>Those that were not dropped.</summary>
    public int[] Left(int[] pictures) => PictureIndices.Where(pictures, picture => _reasons[picture] == Stays);

    /// <summary>All that were dropped, ascending.</summary>
    public int[] Dropped() => PictureIndices.Where(_reasons.Length, picture => _reasons[picture] != Stays);

    /// <summary>Why a picture was dropped that was.</summary>
    public DropReason ReasonOf(int picture) => (DropReason)(_reasons[picture] - 1);

    /// <summary>The picture that a dropped one repeats; null for none.</summary>
    public int? OriginalOf(int picture) => _of[picture] == None ? null : _of[picture];
}
