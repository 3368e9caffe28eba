namespace Honnan.Learning.Weights;

/// <summary>Arithmetic on shapes that never overflows.</summary>
internal static class TensorShape
{
    /// <summary>The largest element's size in bytes: a count is refused where its bytes would not fit into a long.</summary>
    private const long LargestElement = 16;

    /// <summary>The product of the dimensions, or null where one is negative or the bytes would overflow.</summary>
    public static long? Count(ReadOnlySpan<long> shape)
    {
        // A zero makes the product zero whatever the others are, but must not hide a negative one.
        bool empty = false;
        UInt128 count = 1;
        foreach (long dimension in shape)
        {
            if (dimension < 0)
            {
                return null;
            }

            empty |= dimension == 0;
            count = count > long.MaxValue ? count : count * (UInt128)Math.Max(dimension, 1);
        }

        return empty ? 0 : count <= (UInt128)(long.MaxValue / LargestElement) ? (long)count : null;
    }

    /// <summary>"[3, 4]".</summary>
    public static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
