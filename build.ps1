<#
.SYNOPSIS
    Builds, tests and packs the module. Each task is one call of dotnet.
.DESCRIPTION
    Build   lays out the module in out/ImageGen
    Test    runs all tests, and the Pester specs where PowerShell 7.4 and Pester 5 are installed
    Setup   installs Pester 5 for the specs
    Specs   runs the Pester specs on what lies in out, without a build; on Windows PowerShell 5.1 those for both editions
    Try     makes two images in the sandbox with what lies in out, also in Windows PowerShell 5.1
    Pack    makes out/ImageGen.<version>.nupkg, always from a Release build
    Sign    signs the module's own files in out, and in the package, with the certificate in SIGNING_CERTIFICATE (a PFX
            in base64, its password in SIGNING_PASSWORD); only on Windows
    Publish publishes the package with the key in PSGALLERY_KEY, as it was packed: Update-PSModuleManifest would
            freeze RootModule to one edition
    Clean   removes everything that was built
.EXAMPLE
    ./build.ps1
    Builds the module; then Import-Module ./out/ImageGen.
.EXAMPLE
    ./build.ps1 Test -Configuration Release
    Tests the module as it will be shipped.
#>
[CmdletBinding()]
param(
    # What to do.
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Setup', 'Specs', 'Try', 'Pack', 'Sign', 'Publish', 'Clean')]
    [string] $Task = 'Build',

    # Debug or Release; Pack always takes Release.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$module = Join-Path $PSScriptRoot 'src/ImageGen'

function Clear-Built([string[]] $Name) {
    Get-Item -Path ($Name | ForEach-Object { Join-Path $PSScriptRoot $_ }) -ErrorAction SilentlyContinue |
        Remove-Item -Recurse -Force
}

# Puts files of out/ImageGen into the package in place of those that it has by the same name.
function Update-Package([string] $Package, [System.IO.FileInfo[]] $File) {
    Add-Type -AssemblyName System.IO.Compression, System.IO.Compression.FileSystem
    $root = (Resolve-Path (Join-Path $PSScriptRoot 'out/ImageGen')).ProviderPath
    $archive = [System.IO.Compression.ZipFile]::Open($Package, 'Update')
    try {
        foreach ($item in $File) {
            $name = $item.FullName.Substring($root.Length + 1).Replace('\', '/')
            $entry = $archive.GetEntry($name)
            if (-not $entry) { throw "The package has no file '$name'." }
            $entry.Delete()
            $null = [System.IO.Compression.ZipFileExtensions]::CreateEntryFromFile($archive, $item.FullName, $name)
        }
    }
    finally { $archive.Dispose() }
}

switch ($Task) {
    Build { dotnet build $module --configuration $Configuration }
    Test { dotnet test (Join-Path $PSScriptRoot 'tests') --configuration $Configuration }
    Pack {
        Clear-Built 'out'
        dotnet pack $module --configuration Release
    }
    Setup {
        if (Get-Command Install-PSResource -ErrorAction Ignore) {
            Install-PSResource Pester -Version '[5.0,6.0)' -TrustRepository
        }
        else {
            # Windows carries a Pester 3 that is signed by somebody else.
            Install-Module Pester -MinimumVersion 5.0 -MaximumVersion 5.99 -Scope CurrentUser -SkipPublisherCheck -Force
        }
        return
    }
    Try {
        Import-Module (Join-Path $PSScriptRoot 'out/ImageGen')
        Connect-AIImageService -Sandbox
        New-AIImage 'a red fox' | Edit-AIImage 'in snow' -OutFile (Join-Path $PSScriptRoot 'out/try/{id}.png')
        return
    }
    Specs {
        & (Join-Path $PSScriptRoot 'tests/Specs/Run.ps1')
    }
    Sign {
        if (-not $env:SIGNING_CERTIFICATE) { throw 'SIGNING_CERTIFICATE holds no certificate.' }
        $package = @(Get-Item -Path (Join-Path $PSScriptRoot 'out/ImageGen.*.nupkg'))
        if ($package.Count -ne 1) { throw 'Run ./build.ps1 Pack first: out must hold one package.' }
        $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new(
            [Convert]::FromBase64String($env:SIGNING_CERTIFICATE), $env:SIGNING_PASSWORD)
        $files = Get-ChildItem -Path (Join-Path $PSScriptRoot 'out/ImageGen') -Recurse -File |
            Where-Object Name -Match '^ImageGen.*\.(psd1|ps1xml|dll)$'
        $signed = $files | Set-AuthenticodeSignature -Certificate $certificate -HashAlgorithm SHA256 `
            -TimestampServer http://timestamp.digicert.com
        $unsigned = @($signed | Where-Object Status -NE Valid)
        if ($unsigned) { throw "Not signed: $($unsigned.Path -join ', '): $($unsigned[0].StatusMessage)" }
        Update-Package $package[0].FullName $files
        return
    }
    Publish {
        if (-not $env:PSGALLERY_KEY) { throw 'PSGALLERY_KEY holds no key of the Gallery.' }
        $package = @(Get-Item -Path (Join-Path $PSScriptRoot 'out/ImageGen.*.nupkg'))
        if ($package.Count -ne 1) { throw 'Run ./build.ps1 Pack first: out must hold one package.' }
        Publish-PSResource -NupkgPath $package[0].FullName -Repository PSGallery -ApiKey $env:PSGALLERY_KEY
        return
    }
    Clean {
        Clear-Built 'out', 'src/*/bin', 'src/*/obj', 'tests/*/bin', 'tests/*/obj'
        return
    }
}

exit $LASTEXITCODE
