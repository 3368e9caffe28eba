namespace Honnan.Learning.Experiments;

/// <summary>The type in which ranks exchange their gradients.</summary>
public enum ExchangeType
{
    /// <summary>As they are.</summary>
    Float32,

    /// <summary>Half the bytes; every partial sum is rounded to 8 bits of mantissa.</summary>
    Bfloat16,
}
