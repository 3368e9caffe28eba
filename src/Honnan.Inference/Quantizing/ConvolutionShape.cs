using Honnan.Data.Onnx;

namespace Honnan.Inference.Quantizing;

/// <summary>Where a two-dimensional convolution looks.</summary>
internal sealed class ConvolutionShape : IReceptiveField
{
    private readonly (int Down, int Across) _stride;
    private readonly (int Down, int Across) _dilation;
    private readonly int[]? _pads; // top, left, bottom, right; null where they follow the map's size

    private ConvolutionShape(NodeProto node, TensorProto weights, string padding)
    {
        int[] Ints(string name, params int[] otherwise) => node.Attribute.FirstOrDefault(a => a.Name == name) is { } found ? [.. found.Ints.Select(i => (int)i)] : otherwise;
        int[] strides = Ints("strides", 1, 1);
        int[] dilations = Ints("dilations", 1, 1);
        (_stride, _dilation) = ((strides[0], strides[1]), (dilations[0], dilations[1]));
        (Inputs, Rows, Columns) = ((int)weights.Dims[1], (int)weights.Dims[2], (int)weights.Dims[3]);
        Groups = GroupsOf(node);
        _pads = padding == SameUpper ? null : Ints("pads", 0, 0, 0, 0);
    }

    private const string SameUpper = "SAME_UPPER";

    /// <summary>Channels of one group that it reads.</summary>
    public int Inputs { get; }

    /// <summary>Rows of its kernel.</summary>
    public int Rows { get; }

    /// <summary>Columns of its kernel.</summary>
    public int Columns { get; }

    /// <inheritdoc/>
    public int Groups { get; }

    /// <inheritdoc/>
    public int FanIn => Inputs * Rows * Columns;

    /// <summary>The shape of a node and its weights [O, I/groups, rows, columns]; null where it has another number of dimensions, or another padding than this project's nets.</summary>
    public static ConvolutionShape? Of(NodeProto node, TensorProto weights)
    {
        string padding = node.Attribute.FirstOrDefault(a => a.Name == "auto_pad")?.S.ToStringUtf8() ?? "NOTSET";
        return weights.Dims.Count == 4 && padding is "NOTSET" or SameUpper ? new ConvolutionShape(node, weights, padding) : null;
    }

    /// <summary>The groups of a convolution of any number of dimensions.</summary>
    public static int GroupsOf(NodeProto node) => (int)(node.Attribute.FirstOrDefault(a => a.Name == "group")?.I ?? 1);

    /// <summary>Rows and columns of what it makes of a map.</summary>
    public (int Rows, int Columns) Made(int rows, int columns) => _pads is null
        ? ((rows + _stride.Down - 1) / _stride.Down, (columns + _stride.Across - 1) / _stride.Across)
        : (((rows + _pads[0] + _pads[2] - Reach(Rows, _dilation.Down)) / _stride.Down) + 1, ((columns + _pads[1] + _pads[3] - Reach(Columns, _dilation.Across)) / _stride.Across) + 1);

    /// <inheritdoc/>
    public long PlacesOf(IReadOnlyList<long> shape)
    {
        (int rows, int columns) = Made((int)shape[2], (int)shape[3]);
        return (long)rows * columns;
    }

    /// <inheritdoc/>
    public void Patch(ReadOnlySpan<float> input, IReadOnlyList<long> shape, int group, long place, Span<float> seen)
    {
        (int rows, int columns) = ((int)shape[2], (int)shape[3]);
        int across = Made(rows, columns).Columns;
        Patch(input, (rows, columns), group, ((int)(place / across), (int)(place % across)), seen);
    }

    /// <summary>Copies what one output is summed over; beyond the edge are zeros.</summary>
    /// <param name="map">[1,C,H,W].</param>
    /// <param name="size">H and W.</param>
    /// <param name="group">Whose channels.</param>
    /// <param name="place">Row and column of the output.</param>
    /// <param name="seen">[<see cref="FanIn"/>].</param>
    public void Patch(ReadOnlySpan<float> map, (int Rows, int Columns) size, int group, (int Row, int Column) place, Span<float> seen)
    {
        (int madeRows, int madeColumns) = Made(size.Rows, size.Columns);
        int top = (place.Row * _stride.Down) - (_pads?[0] ?? Before(Rows, _dilation.Down, _stride.Down, size.Rows, madeRows));
        int left = (place.Column * _stride.Across) - (_pads?[1] ?? Before(Columns, _dilation.Across, _stride.Across, size.Columns, madeColumns));
        int at = 0;
        for (int c = group * Inputs; c < (group + 1) * Inputs; c++)
        {
            for (int y = 0; y < Rows; y++)
            {
                int row = top + (y * _dilation.Down);
                for (int x = 0; x < Columns; x++)
                {
                    int column = left + (x * _dilation.Across);
                    seen[at++] = (uint)row < (uint)size.Rows && (uint)column < (uint)size.Columns ? map[(((c * size.Rows) + row) * size.Columns) + column] : 0;
                }
            }
        }
    }

    private static int Reach(int kernel, int dilation) => (dilation * (kernel - 1)) + 1;

    /// <summary>TensorFlow's padding: as many zeros as make every stride find something, the odd one after.</summary>
    private static int Before(int kernel, int dilation, int stride, int side, int made) => Math.Max(((made - 1) * stride) + Reach(kernel, dilation) - side, 0) / 2;
}
