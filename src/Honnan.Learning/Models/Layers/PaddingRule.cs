namespace Honnan.Learning.Models.Layers;

/// <summary>How a convolution continues a picture beyond its border.</summary>
public enum PaddingRule
{
    /// <summary>Half the kernel on every side, as PyTorch's nets have it.</summary>
    Symmetric,

    /// <summary>
    /// TensorFlow's "same": the output has ⌈size / stride⌉ rows and columns; where the padding is odd, the extra row and
    /// column go to the bottom and right. It depends on the input's size.
    /// </summary>
    Same,

    /// <summary>Not at all: outputs lie where the whole kernel fits, and rows and columns that are left over go unseen.</summary>
    None,
}
