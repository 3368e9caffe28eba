using Honnan.Data.Imaging;

namespace Honnan.Data.Reports;

/// <summary>
/// Finds what is drawn over every picture of a source: pixels whose brightness deviates between many pictures by less than
/// half of what is usual in their row, in areas of some size. A picture's own content deviates everywhere: sky and road less
/// than houses, which is why rows are compared with themselves.
/// </summary>
internal sealed class OverlayFinder(PictureSize size)
{
    /// <summary>Fewer pictures tell too little.</summary>
    public const int LeastPictures = 40;

    private const double StableShare = 0.5;
    private const int Reach = 3; // pixels between stable ones that belong together, such as the buttons of a column
    private const double LeastArea = 0.0008; // of the frame

    private readonly double[] _sums = new double[size.Area];
    private readonly double[] _squares = new double[size.Area];

    /// <summary>Pictures that were added.</summary>
    public int Pictures { get; private set; }

    /// <summary>Adds a picture.</summary>
    /// <param name="rgb">Width · height · 3 bytes.</param>
    public void Add(ReadOnlySpan<byte> rgb)
    {
        for (int i = 0; i < _sums.Length; i++)
        {
            double luma = (0.299 * rgb[3 * i]) + (0.587 * rgb[(3 * i) + 1]) + (0.114 * rgb[(3 * i) + 2]);
            _sums[i] += luma;
            _squares[i] += luma * luma;
        }

        Pictures++;
    }

    /// <summary>The areas around what was found, in fractions of the frame, from the top; none where there are too few pictures.</summary>
    public IReadOnlyList<FrameRectangle> Find()
    {
        if (Pictures < LeastPictures)
        {
            return [];
        }

        bool[] stable = Stable();
        var areas = new List<FrameRectangle>();
        bool[] seen = new bool[stable.Length];
        for (int start = 0; start < stable.Length; start++)
        {
            if (stable[start] && !seen[start] && Area(stable, seen, start) is { } area)
            {
                areas.Add(area);
            }
        }

        return areas;
    }

    /// <summary>Share of the areas' surface that some rectangles cover, 0 to 1; 1 where there is none.</summary>
    public static double Covered(IReadOnlyList<FrameRectangle> areas, IReadOnlyList<FrameRectangle> by)
    {
        const int Steps = 400;
        int all = 0, covered = 0;
        for (int y = 0; y < Steps; y++)
        {
            for (int x = 0; x < Steps; x++)
            {
                (double across, double down) = ((x + 0.5) / Steps, (y + 0.5) / Steps);
                bool Inside(FrameRectangle r) => across >= r.Left && across <= r.Right && down >= r.Top && down <= r.Bottom;
                if (areas.Any(Inside))
                {
                    all++;
                    covered += by.Any(Inside) ? 1 : 0;
                }
            }
        }

        return all == 0 ? 1 : (double)covered / all;
    }

    private bool[] Stable()
    {
        double[] deviations = [.. _sums.Zip(_squares, (sum, square) => Math.Sqrt(Math.Max(0, (square / Pictures) - (sum / Pictures * (sum / Pictures)))))];
        bool[] stable = new bool[deviations.Length];
        for (int y = 0; y < size.Height; y++)
        {
            double[] row = deviations[(y * size.Width)..((y + 1) * size.Width)];
            Array.Sort(row);
            double usual = row[size.Width / 2];
            for (int x = 0; x < size.Width; x++)
            {
                stable[(y * size.Width) + x] = deviations[(y * size.Width) + x] < StableShare * usual;
            }
        }

        return stable;
    }

    /// <summary>The box around the stable pixels that are connected with one, or null where they are few.</summary>
    private FrameRectangle? Area(bool[] stable, bool[] seen, int start)
    {
        var members = new List<int> { start };
        seen[start] = true;
        (int left, int right, int top, int bottom) = (size.Width, 0, size.Height, 0);
        for (int i = 0; i < members.Count; i++)
        {
            (int x, int y) = (members[i] % size.Width, members[i] / size.Width);
            (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
            for (int ny = Math.Max(0, y - Reach); ny <= Math.Min(size.Height - 1, y + Reach); ny++)
            {
                for (int nx = Math.Max(0, x - Reach); nx <= Math.Min(size.Width - 1, x + Reach); nx++)
                {
                    int near = (ny * size.Width) + nx;
                    if (stable[near] && !seen[near])
                    {
                        seen[near] = true;
                        members.Add(near);
                    }
                }
            }
        }

        return members.Count < LeastArea * size.Area ? null : new FrameRectangle(
            (double)left / size.Width, (double)top / size.Height, (right + 1.0) / size.Width, (bottom + 1.0) / size.Height);
    }
}
