BeforeAll { . "$PSScriptRoot/Session.ps1" }

Describe 'What the module loads' {
    # In a process of its own: the specs before this one may have loaded the rest.
    BeforeAll {
        function Get-Loaded([string] $Script) {
            $list = '; [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name }'
            & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command "$Script$list"
        }

        $plain = Get-Loaded ''
        $import = "Import-Module '$module'"
        $image = "$import; Connect-AIImageService -Sandbox; `$null = New-AIImage 'a fox'"
    }

    It 'is on import its own assembly alone' {
        Get-Loaded $import | Where-Object { $_ -notin $plain } | Should -Be 'ImageGen'
    }

    It 'is for the table of the models no sandbox' {
        Get-Loaded "$import; `$null = Get-AIImageModel" | Should -Not -Contain 'ImageGen.Sandbox'
    }

    It 'is the sandbox once it answers' {
        Get-Loaded $image | Should -Contain 'ImageGen.Sandbox'
    }

    It 'is for a PNG no picture library' {
        Get-Loaded $image | Should -Not -Match '^Stb'
    }

    It 'is for an image that is saved, and shown where nobody sees it, no picture library' {
        $file = Join-Path $TestDrive 'fox.png'
        Get-Loaded "$image -OutFile '$file' | Show-AIImage" | Should -Not -Match '^Stb'
        $file | Should -Exist
    }

    It 'is for a gallery and for what an image says of its origin no picture library' {
        $page = Join-Path $TestDrive 'page.html'
        $look = "$image -OutFile '$(Join-Path $TestDrive 'otter.png')' -Sidecar | Export-AIImageGallery '$page' -Embed"
        Get-Loaded "$look; `$null = Test-AIImageProvenance '$TestDrive/otter.png'" | Should -Not -Match '^Stb'
        $page | Should -Exist
    }

    It 'is a picture library where one is needed' {
        Get-Loaded "$image -OutputFormat jpeg" | Should -Contain 'StbImageWriteSharp'
    }
}
